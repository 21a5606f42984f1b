// Reads lines {"kind": METHOD or "Update", "body": {...}} and holds each against the schema of that name. One line for each fault.
import Ajv from 'ajv'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const schemas = JSON.parse(readFileSync(new URL('./node_modules/.schemas.json', import.meta.url)))
const ajv = new Ajv({ strict: false, allErrors: true })
const checks = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]))
let looked = 0
for await (const line of createInterface({ input: process.stdin })) {
  const { kind, body } = JSON.parse(line)
  if (kind === 'getMe' || kind === 'getWebhookInfo') {
    looked++
    if (Object.keys(body).length) console.log(`${kind}: takes no parameters`)
    continue
  }
  const check = checks[kind]
  if (!check) { console.log(`${kind}: no schema`); continue }
  looked++
  if (!check(body)) console.log(`${kind}: ${JSON.stringify(body)}: ${check.errors.slice(0, 4).map(e => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`).join('; ')}`)
}
console.log(`looked at ${looked}`)
