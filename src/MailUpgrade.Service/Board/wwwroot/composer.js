// The input line: what is typed stays until the bot took it, and one line is one line however often it is sent.
import { api, newId } from './api.js';
import { byId, mark, put } from './dom.js';
import { say } from './words.js';
import { openSuggestions } from './suggest.js';

/** A paste above this is held beside the box: a text area lays out every character and megabytes freeze it. */
const boxCharacters = 20_000;

export function openComposer({ onSent }) {
  const box = byId('box');
  const send = byId('send');
  const trouble = byId('trouble');
  const held = byId('held');
  let heldText = '';
  let sending = false;
  let attempt = null;
  let allowed = true;
  const suggestions = openSuggestions(box, changed);

  function changed() {
    suggestions.update();
    if (!trouble.hidden && attempt === null) complain(null);
    // Browsers without field-sizing: grow by hand, but never measure a huge text.
    if (CSS.supports('field-sizing', 'content') || box.textLength > boxCharacters) return;
    box.rows = Math.min(6, box.value.split('\n').length);
  }

  function complain(text) {
    trouble.hidden = text === null;
    put(trouble, text ?? '');
  }

  function hold(text) {
    heldText = text;
    held.hidden = text === '';
    if (text !== '') put(byId('held-text'), say('held', say('characters', text.length), text.slice(0, 40).replace(/\s+/gu, ' ')));
  }

  async function submit() {
    const text = box.value + heldText;
    if (sending || !allowed || text.trim() === '') return;
    // The same words after a lost answer are the same line; other words are another.
    if (attempt?.text !== text) attempt = { id: newId(), text };
    sending = true;
    suggestions.close();
    busy(true);
    try {
      const answer = await api.say(attempt.id, text);
      attempt = null;
      if (answer.ok) {
        box.value = '';
        hold('');
        complain(null);
        changed();
        onSent();
      } else {
        complain(answer.text ?? say('refused', answer.status));
      }
    } catch {
      complain(say('notSent'));
    }
    sending = false;
    busy(false);
  }

  function busy(is) {
    box.readOnly = is;
    send.disabled = is || !allowed;
    put(send, say(is ? 'sending' : 'send'));
    mark(byId('composer'), 'aria-busy', is ? 'true' : null);
  }

  box.addEventListener('focus', suggestions.refresh);
  box.addEventListener('blur', suggestions.close);
  box.addEventListener('input', () => {
    if (box.textLength > boxCharacters) {
      hold(heldText + box.value);
      box.value = '';
    }
    suggestions.refresh();
    changed();
  });
  box.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (suggestions.key(event)) { event.preventDefault(); return; }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  });
  const intake = (event, data) => {
    const text = data?.getData('text/plain') ?? '';
    if (text.length <= boxCharacters) return;
    event.preventDefault();
    hold(text);
  };
  box.addEventListener('paste', (event) => intake(event, event.clipboardData));
  box.addEventListener('drop', (event) => intake(event, event.dataTransfer));
  byId('held-drop').addEventListener('click', () => { hold(''); box.focus(); });
  byId('composer').addEventListener('submit', (event) => { event.preventDefault(); submit(); });

  return {
    /** Who speaks: null and no choice means that this page only watches. */
    setSpeaker(me, mayChoose) {
      allowed = me !== null;
      box.disabled = !allowed;
      if (!sending) busy(false);
      mark(box, 'placeholder', me ? say('write') : say(mayChoose ? 'chooseFirst' : 'watchBox'));
      suggestions.stale();
    },
    focus() { if (allowed) box.focus(); },
  };
}
