// Makes node_modules/.schemas.json: JSON Schemas of the Bot API's types, from the types of @gramio/types. Strict: an unknown field is a fault.
import { createGenerator } from 'ts-json-schema-generator'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, 'node_modules', '@gramio', 'types', 'out')
const methods = {
  getUpdates: 'GetUpdatesParams', sendMessage: 'SendMessageParams', editMessageText: 'EditMessageTextParams', sendDocument: 'SendDocumentParams',
  answerCallbackQuery: 'AnswerCallbackQueryParams', pinChatMessage: 'PinChatMessageParams', setMyCommands: 'SetMyCommandsParams',
  setWebhook: 'SetWebhookParams', deleteWebhook: 'DeleteWebhookParams', getFile: 'GetFileParams', getChat: 'GetChatParams', getChatMember: 'GetChatMemberParams',
}
const make = (file, type) => createGenerator({
  path: join(out, file), type, expose: 'all', topRef: true, jsDoc: 'none', skipTypeCheck: true, additionalProperties: false,
}).createSchema(type)
const schemas = {}
for (const [method, type] of Object.entries(methods)) schemas[method] = make('params.d.ts', type)
schemas.Update = make('objects.d.ts', 'TelegramUpdate')
writeFileSync(join(here, 'node_modules', '.schemas.json'), JSON.stringify(schemas))
