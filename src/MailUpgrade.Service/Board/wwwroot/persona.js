// Who speaks. A choice is offered only where the server lists people; the one who speaks always stands beside the input.
import { api } from './api.js';
import { byId, make, mark, put } from './dom.js';
import { say } from './words.js';

export function openPersona({ onChosen, onTrouble }) {
  const row = byId('people');
  const label = byId('persona-label');
  let board = null;
  let key = null;
  let asked = null;

  function show(next) {
    board = next;
    const { me } = board;
    const people = board.people ?? [];
    mark(byId('persona'), 'data-choice', people.length > 0 ? 'yes' : 'no');
    if (people.length > 0) put(label, me ? say('speakingAs') : say('choose'));
    else put(label, me ? say('speakingAsWho', me.id) : say('watchOnly'));
    mark(label, 'title', me?.name);
    const wanted = people.map((p) => p.id).join(' ');
    if (row.dataset.shape !== wanted) {
      row.dataset.shape = wanted;
      row.replaceChildren(...people.map((p) => make('button', {
        type: 'button', class: 'one', data: { person: p.id }, title: [p.name, p.roles?.join(', ')].filter(Boolean).join(' · '), text: p.id,
        on: { click: () => choose(p.id) },
      })));
    }
    for (const node of row.children) mark(node, 'aria-pressed', node.dataset.person === me?.id ? 'true' : 'false');
    const current = row.querySelector('[aria-pressed=true]');
    if (current && row.dataset.current !== me?.id) row.scrollLeft = current.offsetLeft - row.offsetLeft - 40;
    row.dataset.current = me?.id ?? '';
    if (asked) put(byId('key-label'), say('keyFor', asked));
  }

  function choose(person) {
    if (person === board.me?.id) return;
    if (board.personaNeedsKey && key === null) { askKey(person); return; }
    use(person);
  }

  function askKey(person) {
    asked = person;
    byId('keyrow').hidden = false;
    put(byId('key-label'), say('keyFor', person));
    byId('key').value = '';
    byId('key').focus();
  }

  function closeKey() {
    asked = null;
    byId('keyrow').hidden = true;
    byId('key').value = '';
  }

  async function use(person) {
    try {
      const answer = await api.persona(person, key);
      if (answer.ok) {
        closeKey();
        onTrouble(null);
        onChosen();
        return;
      }
      onTrouble(answer.text ?? say('refused', answer.status));
      // A key that was refused once is not tried again silently.
      key = null;
      if (board.personaNeedsKey) askKey(person);
    } catch {
      onTrouble(say('notSent'));
    }
  }

  function useKey() {
    key = byId('key').value.trim() || null;
    if (key !== null && asked) use(asked);
  }
  byId('key-use').addEventListener('click', useKey);
  byId('key-cancel').addEventListener('click', closeKey);
  byId('key').addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeKey();
    if (event.key !== 'Enter') return;
    event.preventDefault();
    useKey();
  });

  return { show };
}
