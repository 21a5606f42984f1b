// The command list over the input: opened by "/", never chosen by itself, so that Enter sends what was typed.
import { api } from './api.js';
import { byId, make, mark } from './dom.js';
import { say } from './words.js';

const shown = 8;
const freshMs = 5_000;

export function openSuggestions(box, onTaken) {
  const list = byId('suggest');
  let commands = [];
  let askedAt = 0;
  let matches = [];
  let picked = -1;

  async function refresh() {
    if (Date.now() - askedAt < freshMs) return;
    askedAt = Date.now();
    try {
      commands = await api.commands();
      update();
    } catch {
      askedAt = 0;
    }
  }

  function update() {
    const typed = box.textLength > 40 ? '' : box.value;
    const open = /^\/\S*$/u.test(typed) && document.activeElement === box;
    matches = open ? commands.filter((c) => c.name.startsWith(typed.toLowerCase())) : [];
    matches.sort((a, b) => Number(b.legal) - Number(a.legal));
    if (matches.length === 1 && matches[0].name === typed) matches = [];
    picked = -1;
    list.replaceChildren(...matches.slice(0, typed.length > 1 ? shown : matches.length).map(option));
    show();
  }

  function option(command, place) {
    const node = make('li', { role: 'option', id: `cmd-${place}`, class: command.legal ? '' : 'unlawful' },
      make('b', { text: command.name }), ' ', make('span', { text: command.text }),
      command.legal ? null : make('em', { text: say('notNow') }));
    // mousedown would take the focus out of the box and close the list before the click.
    node.addEventListener('pointerdown', (event) => event.preventDefault());
    node.addEventListener('click', () => take(command));
    return node;
  }

  function show() {
    const open = list.childElementCount > 0;
    list.hidden = !open;
    mark(box, 'aria-expanded', open ? 'true' : 'false');
    [...list.children].forEach((node, place) => mark(node, 'aria-selected', place === picked ? 'true' : 'false'));
    mark(box, 'aria-activedescendant', picked >= 0 ? `cmd-${picked}` : null);
    if (picked >= 0) list.children[picked].scrollIntoView({ block: 'nearest' });
  }

  function close() {
    list.replaceChildren();
    matches = [];
    picked = -1;
    show();
  }

  function take(command) {
    box.value = `${command.name} `;
    close();
    box.focus();
    onTaken();
  }

  /** True when the key was the list's. */
  function key(event) {
    const size = list.childElementCount;
    if (size === 0) return false;
    if (event.key === 'ArrowDown') picked = (picked + 1) % size;
    else if (event.key === 'ArrowUp') picked = (picked <= 0 ? size : picked) - 1;
    else if (event.key === 'Escape') { close(); return true; }
    else if (event.key === 'Tab' && !event.shiftKey) { take(matches[Math.max(picked, 0)]); return true; }
    else if (event.key === 'Enter' && picked >= 0) { take(matches[picked]); return true; }
    else return false;
    show();
    return true;
  }

  return { refresh, update, close, key, stale() { askedAt = 0; } };
}
