// What is on record: decisions, checks, issues, differences. Asked for when somebody looks, and again when the run has moved on.
import { api } from './api.js';
import { byId, make, put } from './dom.js';
import { say, state } from './words.js';

const parts = ['checks', 'issues', 'findings', 'decisions'];
let shown = null;
let busy = false;

/** `moved` is anything that changes when the run has moved on. */
export async function showRecords(moved) {
  if (busy || moved === shown) return;
  busy = true;
  try {
    const records = await api.records();
    shown = moved;
    byId('record-list').replaceChildren(...parts.flatMap((part) => section(part, records[part] ?? [])));
  } catch {
    // The link's own banner says that the bot does not answer; the next board tries again.
  } finally {
    busy = false;
  }
}

function section(part, lines) {
  const bad = lines.filter((l) => l.state && l.state !== 'succeeded').length;
  return [
    make('h3', { text: `${say('records')[part]} ${lines.length > 0 ? `(${bad > 0 && part !== 'decisions' ? `${bad}/` : ''}${lines.length})` : ''}`.trim() }),
    lines.length === 0 ? make('p', { class: 'empty', text: say('records').none })
      : make('ul', {}, ...lines.map(line)),
  ];
}

function line({ at, who, text, state: name }) {
  const word = name ? state(name) : null;
  return make('li', { class: 'record' },
    make('span', { class: 'at', text: at }),
    make('span', { class: 'who', text: who }),
    word ? make('span', { class: 'state', data: { state: name }, text: `${word.sign} ${say('verdicts')[name] ?? word.word}`.trim() }) : null,
    make('span', { class: 'what', text }));
}
