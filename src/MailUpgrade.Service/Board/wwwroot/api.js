// The calls of the page. An answer that is a refusal is a value; only a missing answer is thrown.

const patienceMs = 15_000;

/** The server says no to this reader: asking again changes nothing until a link is opened. */
export class Refused extends Error {}

async function read(path) {
  const answer = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(patienceMs) });
  if (answer.status === 401 || answer.status === 403) throw new Refused((await answer.json().catch(() => ({}))).text ?? `${answer.status}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

/** `{ ok: true }`, or `{ ok: false, status, text }` where the server refused; throws when nobody can say what happened. */
async function send(path, body) {
  const text = JSON.stringify(body);
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: text,
    signal: AbortSignal.timeout(patienceMs + text.length / 100),
  });
  if (answer.ok) return { ok: true };
  // A proxy's or the process's own 5xx does not say whether the line was taken: the same id may be sent again.
  if (answer.status >= 500) throw new Error(`${path}: ${answer.status}`);
  const reason = await answer.json().catch(() => ({}));
  return { ok: false, status: answer.status, text: reason.text ?? null, code: reason.code ?? null };
}

export const api = {
  board: () => read('/api/board'),
  records: () => read('/api/records'),
  papers: async (run) => (await read(`/api/papers?run=${encodeURIComponent(run)}`)).files ?? [],
  stepLog: async (step) => (await read(`/api/log?step=${encodeURIComponent(step)}`)).lines ?? [],
  commands: async () => (await read('/api/commands')).commands ?? [],
  messages: async (after, rev) => (await read(`/api/messages?after=${after}${rev === undefined ? '' : `&rev=${rev}`}`)).messages ?? [],
  say: (id, text) => send('/api/say', { id, text }),
  press: (id, message, button) => send('/api/press', { id, message, button }),
  enter: (link) => send('/api/enter', { link }),
  persona: (person, key) => send('/api/persona', { person, key }),
};

/** An id that makes a repeated send the same send. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}
