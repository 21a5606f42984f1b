// One message as it stands in the chat. Text is text: it only ever becomes text nodes.
import { make } from './dom.js';
import { say, signState, withSigns } from './words.js';
import { clock, mine as onMyClock } from './when.js';

const shownLines = 24;
const shownCharacters = 3_000;
const isOutput = (line) => line.startsWith('  ') || line.startsWith('| ');

/** `open`: it rings and its buttons still wait for a person. */
export const isOpen = (message) => message.rings && !message.closed && (message.buttons?.length ?? 0) > 0;

/** `talk`: me, press(message, button), answered(message) -> what it replies to, unfolded (ids of long texts shown whole), fold(id). */
export function render(message, talk) {
  const mine = talk.me && message.from === talk.me.id;
  const person = message.from !== 'bot';
  const { first, rest } = split(message.text ?? '');
  const state = person ? null : signState(firstSign(first));
  const node = make('article', {
    class: ['msg', person ? 'person' : 'bot', mine ? 'mine' : '', message.rings ? 'rings' : '', isOpen(message) ? 'open' : ''].filter(Boolean).join(' '),
    id: `msg-${message.id}`,
    data: { kind: message.kind ?? 'say', ...(state ? { state } : {}) },
  });
  node.append(meta(message, talk, person, mine), firstLine(first, person, state));
  node.append(...body(rest, message.id, talk));
  if (!message.closed && message.buttons?.length > 0) node.append(buttons(message, talk));
  return node;
}

/** The lines after the first, for where a message is shown outside the flow. */
export const renderRest = (message) => [
  make('p', { class: 'first' }, ...withSigns(split(message.text ?? '').first)),
  ...blocks(split(message.text ?? '').rest),
];

function split(text) {
  const cut = text.indexOf('\n');
  return cut < 0 ? { first: text, rest: '' } : { first: text.slice(0, cut), rest: text.slice(cut + 1).replace(/\n+$/u, '') };
}

const firstSign = (line) => line.trimStart().slice(0, 1);

function firstLine(text, person, state) {
  const long = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
  if (isOutput(long)) return make('pre', { text: long });
  if (!state) return make('p', { class: 'first' }, ...withSigns(long));
  return make('p', { class: 'first' },
    make('span', { class: 'state', 'aria-hidden': 'true', data: { state } }, ...withSigns(firstSign(long))),
    ...withSigns(long.trimStart().slice(1)));
}

function meta(message, talk, person, mine) {
  const who = person ? message.from + (mine ? ` (${say('you')})` : '') : say('bot');
  const line = make('p', { class: 'meta' },
    make('span', { class: 'who', text: who }), ' ',
    make('time', { datetime: message.at, title: [message.at, onMyClock(message.at) ? say('onYours', onMyClock(message.at)) : ''].filter(Boolean).join(' · '), text: clock(message.at) }));
  const answered = talk.answered(message);
  if (answered) line.append(' ', make('span', { class: 'to', text: say('to', answered) }));
  if (message.edited) line.append(' ', make('span', { class: 'to', text: say('edited') }));
  if (message.rings && message.closed) {
    line.append(' ', make('span', { class: 'chip closed', text: say('closed') }));
  } else if (message.rings) {
    const forMe = talk.me && (message.for === talk.me.id || talk.me.roles?.includes(message.for));
    const text = forMe ? say('needsYou') : message.for ? say('needs', message.for) : say('needsSomebody');
    line.append(' ', make('span', { class: 'chip' }, ...withSigns(`⏸ ${text}`)));
  } else if (message.for && !person && message.kind !== 'reply') {
    line.append(' ', make('span', { class: 'to', text: say('forWhom', message.for) }));
  }
  return line;
}

function body(rest, id, talk) {
  if (rest === '') return [];
  const lines = rest.split('\n', 20_001);
  const long = lines.length > shownLines + 6 || rest.length > shownCharacters * 1.3;
  if (!long || talk.unfolded.has(id)) {
    const fold = long ? [toggle(say('showLess'), id, talk)] : [];
    return [...blocks(rest), ...fold];
  }
  const start = lines.slice(0, shownLines).join('\n').slice(0, shownCharacters);
  return [...blocks(start), toggle(say('showAll', lines.length > 20_000 ? '20 000+' : lines.length), id, talk)];
}

const toggle = (text, id, talk) => make('button', { type: 'button', class: 'fold', text, on: { click: () => talk.fold(id) } });

/** Runs of output lines become one block of fixed-width text, the others paragraphs with their line breaks kept. */
function blocks(text) {
  if (text === '') return [];
  const found = [];
  for (const line of text.split('\n')) {
    const output = isOutput(line);
    const last = found.at(-1);
    if (last && last.output === output) last.lines.push(line);
    else found.push({ output, lines: [line] });
  }
  return found
    .filter((block) => block.lines.some((line) => line.trim() !== ''))
    .map((block) => block.output
      ? make('pre', { text: block.lines.map((line) => line.slice(2)).join('\n') })
      : make('p', { class: 'rest' }, ...withSigns(block.lines.join('\n'))));
}

function buttons(message, talk) {
  const row = make('div', { class: 'buttons' });
  for (const button of message.buttons) {
    row.append(make('button', {
      type: 'button',
      class: `act ${['primary', 'danger'].includes(button.style) ? button.style : 'plain'}`,
      data: { button: button.id },
      text: button.text,
      on: { click: () => talk.press(message, button) },
    }));
  }
  if (talk.pressed.has(message.id)) hold(row, true);
  return make('div', { class: 'answer' }, row, make('p', { class: 'trouble', role: 'alert', hidden: true }));
}

/** Between a press and its answer nothing of the message can be pressed again. */
export function hold(node, held) {
  for (const button of node.querySelectorAll('button.act')) button.disabled = held;
}
