// Stands between the bot and the Agents Playground: signs what comes in as the Bot Connector does, demands the bot's token on what
// goes out, keeps what was sent, and makes faults to order. A test tool: it listens where tests/teams/up tells it to.
//
//   node proxy.mjs OUTSIDE OUTSIDE_PORT INSIDE_PORT PLAYGROUND APP_ID TENANT_ID
//
// The Playground calls http://OUTSIDE:OUTSIDE_PORT/api/messages; the bot calls http://127.0.0.1:INSIDE_PORT/v3/... and finds there
//   GET  /keys/metadata, /keys/jwks      the issuer's keys
//   POST /token                          a token by oauth2-mock-server
// and a test finds
//   POST /control/bot {url}              where the bot listens
//   POST /control/fault {..}             see "faults"
//   GET  /control/sent?after=N           what the bot sent, and what became of it
//   GET  /control/received               what was brought to the bot, and with which status it was answered
//   POST /control/deliver {..}           an activity, signed and brought to the bot; answers with the bot's answer
import http from 'node:http';
import crypto from 'node:crypto';
import { OAuth2Server } from 'oauth2-mock-server';

const [outside, outsidePort, insidePort, playground, appId, tenantId] = process.argv.slice(2);
const service = `http://127.0.0.1:${insidePort}`;
const issuer = 'https://api.botframework.com';
let bot = null;
let faults = {};
let sent = [];
let held = null;
let received = [];

const { publicKey, privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'connector-1', use: 'sig', endorsements: ['msteams'] };
const url64 = value => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const oauth = new OAuth2Server();
await oauth.issuer.keys.generate('RS256');
await oauth.start(0, '127.0.0.1');
oauth.service.on('beforeTokenSigning', (token, request) => {
  token.payload.aud = issuer;
  token.payload.appid = request.body?.client_id;
});
oauth.service.on('beforeResponse', (answer, request) => {
  if (request.body?.client_id !== appId || request.body?.client_secret !== 'the-apps-secret') {
    answer.statusCode = 401;
    answer.body = { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' };
  }
});

function sign(serviceUrl) {
  const now = Math.floor(Date.now() / 1000);
  const off = (faults.clockMinutes ?? 0) * 60;
  const claims = { iss: issuer, aud: appId, serviceurl: serviceUrl, nbf: now - 60 + off, exp: now + 3540 + off };
  if (faults.expired) {
    [claims.nbf, claims.exp] = [now - 7200, now - 3600];
  }
  const text = `${url64({ typ: 'JWT', alg: 'RS256', kid: jwk.kid })}.${url64(claims)}`;
  return `${text}.${crypto.sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
}

const read = request => new Promise((done, fail) => {
  const parts = [];
  request.on('data', part => parts.push(part)).on('end', () => done(Buffer.concat(parts))).on('error', fail);
});

function call(method, target, headers, body) {
  return new Promise((done, fail) => {
    const request = http.request(target, { method, headers, agent: false }, async answer => done({ status: answer.statusCode, headers: answer.headers, body: await read(answer) }));
    request.setTimeout(60_000, () => request.destroy(new Error('no answer')));
    request.on('error', fail);
    request.end(body);
  });
}

function say(response, status, value, headers = {}) {
  const body = value === undefined ? '' : Buffer.isBuffer(value) ? value : JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

async function bring(activity) {
  activity.serviceUrl = service;
  const body = JSON.stringify(activity);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), authorization: `Bearer ${sign(activity.serviceUrl)}` };
  const answer = await call('POST', `${bot}/api/messages`, headers, body);
  received.push({ type: activity.type, text: activity.text ?? '', status: answer.status, length: answer.body.length });
  return answer;
}

// Playground -> bot. Faults: doubled (each activity twice), reordered (each typed message after the next one).
const inbound = http.createServer(async (request, response) => {
  try {
    const activity = JSON.parse((await read(request)).toString());
    if (bot === null) {
      return say(response, 503);
    }
    if (faults.reordered && activity.type === 'message' && held === null) {
      held = activity;
      return say(response, 200);
    }
    const answer = await bring(activity);
    if (faults.doubled) {
      await bring(activity);
    }
    if (held !== null && held !== activity) {
      const late = held;
      held = null;
      await bring(late);
    }
    response.writeHead(answer.status, { 'content-type': answer.headers['content-type'] ?? 'application/json' });
    response.end(answer.body);
  } catch (fault) {
    say(response, 502, { fault: String(fault) });
  }
});

function allowed(request) {
  const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
  const parts = token.split('.');
  try {
    const claims = JSON.parse(Buffer.from(parts[1], 'base64url').toString());
    const key = oauth.issuer.keys.toJSON().find(k => k.kid === JSON.parse(Buffer.from(parts[0], 'base64url').toString()).kid);
    return claims.aud === issuer && claims.appid === appId && claims.exp > Date.now() / 1000 - (faults.tokensEnd ? 1e9 : 0)
      && crypto.verify('RSA-SHA256', Buffer.from(`${parts[0]}.${parts[1]}`), crypto.createPublicKey({ key, format: 'jwk' }), Buffer.from(parts[2], 'base64url'));
  } catch {
    return false;
  }
}

// bot -> Playground. faults.out is a list, one entry for each call that it spoils: {status, after}, "half", "cut" or "silence".
async function outward(request, response) {
  const body = await read(request);
  const entry = { seq: sent.length + 1, at: Date.now(), method: request.method, path: decodeURIComponent(request.url), activity: body.length ? JSON.parse(body.toString()) : null };
  sent.push(entry);
  if (!allowed(request)) {
    entry.status = 401;
    return say(response, 401);
  }
  const fault = faults.out?.shift();
  if (fault === 'cut') {
    entry.status = 'cut';
    return response.destroy();
  }
  if (fault === 'silence') {
    entry.status = 'silence';
    return setTimeout(() => response.destroy(), 30_000).unref();
  }
  if (fault?.status) {
    entry.status = fault.status;
    return say(response, fault.status, { error: { code: 'Ordered' } }, fault.after ? { 'retry-after': fault.after } : {});
  }
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  const answer = await call(request.method, `${playground}/_connector${request.url}`, headers, body);
  entry.status = answer.status;
  try {
    ({ id: entry.id, activityId: entry.activityId } = JSON.parse(answer.body.toString()));
  } catch {
    // No id: nothing to keep.
  }
  if (fault === 'half') {
    response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': answer.body.length });
    response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)));
    return setTimeout(() => response.destroy(), 50);
  }
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(answer.body);
}

// A call whose end is not known yet is not told, nor what came after it: a reader that asks for what is new misses nothing.
function settled() {
  const open = sent.findIndex(s => s.status === undefined);
  return open < 0 ? sent.length : open;
}

const inside = http.createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, service);
  try {
    if (pathname.startsWith('/v3/')) {
      return await outward(request, response);
    }
    switch (`${request.method} ${pathname}`) {
      case 'GET /keys/metadata':
        return say(response, 200, { issuer, jwks_uri: `${service}/keys/jwks`, id_token_signing_alg_values_supported: ['RS256'] });
      case 'GET /keys/jwks':
        return say(response, 200, { keys: [jwk] });
      case 'POST /token': {
        const body = await read(request);
        const answer = await call('POST', `${oauth.issuer.url}/token`, { 'content-type': request.headers['content-type'], 'content-length': body.length }, body);
        return say(response, answer.status, answer.body);
      }
      case 'GET /control/ready':
        return say(response, 200, { appId, tenantId, service, playground });
      case 'POST /control/bot':
        bot = JSON.parse((await read(request)).toString()).url;
        [faults, sent, held, received] = [{}, [], null, []];
        return say(response, 200, {});
      case 'POST /control/fault':
        faults = JSON.parse((await read(request)).toString());
        return say(response, 200, {});
      case 'GET /control/sent':
        return say(response, 200, sent.slice(0, settled()).filter(s => s.seq > Number(searchParams.get('after') ?? 0)));
      case 'GET /control/received':
        return say(response, 200, received);
      case 'POST /control/deliver': {
        const answer = await bring(JSON.parse((await read(request)).toString()));
        return say(response, 200, { status: answer.status, body: answer.body.toString() });
      }
      default:
        return say(response, 404);
    }
  } catch (fault) {
    if (!response.headersSent) {
      say(response, 502, { fault: String(fault) });
    }
  }
});

inbound.listen(Number(outsidePort), outside);
inside.listen(Number(insidePort), '127.0.0.1', () => console.log('ready'));
