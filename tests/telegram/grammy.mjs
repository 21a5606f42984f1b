// grammy, a well-kept bot library, against the Bot API server at the address in argv[2]: it must feel at home there.
// Says "ready", then handles /ping by a message with a button, the press by an answer and an edit, and ends on /end.
import { Bot, InlineKeyboard, GrammyError } from 'grammy'

const [, , apiRoot, token] = process.argv
const bot = new Bot(token, { client: { apiRoot } })
bot.command('ping', async ctx => {
  await ctx.reply('<b>pong</b> &amp; more', { parse_mode: 'HTML', reply_markup: new InlineKeyboard().text('Press', 'data-1'), reply_parameters: { message_id: ctx.msg.message_id } })
})
bot.callbackQuery('data-1', async ctx => {
  await ctx.answerCallbackQuery({ text: 'pressed' })
  await ctx.editMessageText('pressed')
  try { await ctx.editMessageText('pressed') } catch (e) { console.log(e instanceof GrammyError && e.description.includes('not modified') ? 'not-modified' : `? ${e}`) }
  try { await ctx.reply('<b>open', { parse_mode: 'HTML' }) } catch (e) { console.log(e instanceof GrammyError && e.error_code === 400 ? 'bad-markup' : `? ${e}`) }
  await ctx.api.setMyCommands([{ command: 'ping', description: 'Answers.' }], { scope: { type: 'chat', chat_id: ctx.chat.id }, language_code: 'id' })
})
bot.command('end', async () => { console.log('ended'); await bot.stop(); process.exit(0) })
bot.catch(e => { console.log(`fault ${e.error}`); process.exit(1) })
await bot.start({ onStart: me => console.log(`ready ${me.username}`), timeout: 5 })
