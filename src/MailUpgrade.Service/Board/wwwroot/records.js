// What is on record: decisions, checks, issues, differences. Asked for when somebody looks, and again when the run has moved on.
import { api } from './api.js';
import { byId, make, put } from './dom.js';
import { say, state } from './words.js';

const parts = ['aftercare', 'checks', 'issues', 'findings', 'decisions'];
let shown = null;
let papersShown = '';
let busy = false;

/** Papers are made a little after the end: until they are seen they are asked for again. */
export const waitsForPapers = (run) => papersShown !== run;

/** `moved` is anything that changes when the run has moved on. */
export async function showRecords(moved, run) {
  if (busy || moved === shown) return;
  busy = true;
  try {
    const [records, papers] = await Promise.all([api.records(), api.papers(run).catch(() => [])]);
    shown = moved;
    if (papers.length > 0) papersShown = run;
    byId('record-list').replaceChildren(...paper(run, papers), ...parts.flatMap((part) => section(part, records[part] ?? [])));
  } catch {
    // The link's own banner says that the bot does not answer; the next board tries again.
  } finally {
    busy = false;
  }
}

/** The papers of a night that is over, to be read, printed and signed. */
function paper(run, files) {
  if (files.length === 0) return [];
  const name = (file) => [say('papers')[file.split('.')[1]] ?? '', file.split('.').at(-1).toUpperCase()].filter(Boolean).join(', ');
  return [
    make('h3', { text: say('papers').title }),
    make('ul', {}, ...files.map((file) => make('li', { class: 'record paper' }, make('a', { href: `/paper/${encodeURIComponent(run)}/${file}`, target: '_blank', rel: 'noopener', text: name(file) })))),
  ];
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
