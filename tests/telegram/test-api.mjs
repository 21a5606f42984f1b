// telegram-test-api, another stand-in for the Bot API: starts it, then does what the lines on stdin say and prints what the bot did.
import TelegramServer from 'telegram-test-api'
import { createInterface } from 'node:readline'

const [, , token, port] = process.argv
const real = new TelegramServer({ port: Number(port), host: '127.0.0.1', storage: 'RAM', storeTimeout: 60 })
await real.start()
console.log(`ready ${real.config.apiURL}`)
const client = real.getClient(token, { userId: 1001, chatId: -1001234567890, type: 'supergroup', chatTitle: 'Upgrade night', firstName: 'Executor', interval: 50, timeout: 30_000 })
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'end') break
  await client.sendCommand(client.makeCommand(line))
  const updates = await client.getUpdates()
  console.log(JSON.stringify(updates.result.map(u => u.message)))
}
await real.stop()
process.exit(0)
