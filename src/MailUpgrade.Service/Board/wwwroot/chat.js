// The flow of messages: kept by id, in the order of seq, at most the last thousand.
import { api, newId } from './api.js';
import { byId, make, put } from './dom.js';
import { hold, isOpen, render, renderRest } from './message.js';
import { say } from './words.js';
import { showPinned } from './strip.js';

const kept = 1_000;

export function openChat({ onOpenCalls }) {
  const log = byId('log');
  const newer = byId('newer');
  const messages = new Map();
  let order = [];
  const pressIds = new Map();
  let pinned = null;
  let unread = 0;
  let following = true;
  let tall = 0;
  let watched = null;
  let watchedSeen = false;
  const talk = { me: null, unfolded: new Set(), pressed: new Set(), answered, fold, press };

  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const toEnd = () => { following = true; log.scrollTop = log.scrollHeight; };

  function show(list, live) {
    log.querySelector('.empty')?.remove();
    const told = [];
    for (const message of list) {
      if (message.kind === 'status' && message.pinned) { takePinned(message); continue; }
      const known = messages.get(message.id);
      if (known && (message.rev ?? 0) < (known.message.rev ?? 0)) continue;
      if (known) replace(known, message);
      else add(message);
      if (live && (!known || (isOpen(message) && !isOpen(known.message)))) told.push(message);
    }
    trim();
    if (order.length === 0) log.append(make('p', { class: 'empty', text: say('empty') }));
    if (following || told.some((m) => m.from === talk.me?.id)) { toEnd(); unread = 0; }
    else unread += told.length;
    tell(told);
    showNewer();
    watch();
  }

  function takePinned(message) {
    if (pinned && pinned.id === message.id && (message.rev ?? 0) < (pinned.rev ?? 0)) return;
    if (pinned && pinned.id !== message.id && message.seq < pinned.seq) return;
    pinned = message;
    drop(message.id);
    showPinned(pinned, renderRest);
  }

  function add(message) {
    let place = order.length;
    while (place > 0 && order[place - 1].message.seq > message.seq) place -= 1;
    const entry = { message, node: null };
    order.splice(place, 0, entry);
    messages.set(message.id, entry);
    entry.node = render(message, talk);
    log.insertBefore(entry.node, order[place + 1]?.node ?? null);
  }

  function replace(entry, message) {
    const focused = entry.node.contains(document.activeElement) ? document.activeElement.dataset.button : null;
    const old = entry.node;
    entry.message = message;
    entry.node = render(message, talk);
    old.replaceWith(entry.node);
    if (focused) (entry.node.querySelector(`[data-button="${CSS.escape(focused)}"]`) ?? log).focus();
  }

  function drop(id) {
    const entry = messages.get(id);
    if (!entry) return;
    entry.node.remove();
    messages.delete(id);
    order = order.filter((e) => e !== entry);
  }

  function trim() {
    const gone = order.splice(0, Math.max(0, order.length - kept));
    for (const { message, node } of gone) { messages.delete(message.id); node.remove(); }
  }

  function redraw() {
    for (const entry of order) replace(entry, entry.message);
    const empty = log.querySelector('.empty');
    if (empty) put(empty, say('empty'));
    showPinned(pinned, renderRest);
    if (following) toEnd();
    showNewer();
    watch();
  }

  /** The line that a reply answers, null where it stands right above it. */
  function answered(message) {
    const to = message.replyTo ? messages.get(message.replyTo) : null;
    if (!to || order[order.indexOf(messages.get(message.id)) - 1] === to) return null;
    const first = (to.message.text ?? '').split('\n', 1)[0];
    return first.length > 40 ? `${first.slice(0, 39)}…` : first;
  }

  function fold(id) {
    if (!talk.unfolded.delete(id)) talk.unfolded.add(id);
    const entry = messages.get(id);
    if (entry) replace(entry, entry.message);
  }

  async function press(message, button) {
    // The id stays with this button until the server answered: pressed again after a cut link it is still one press.
    const key = `${message.id} ${button.id}`;
    const id = pressIds.get(key) ?? newId();
    pressIds.set(key, id);
    talk.pressed.add(message.id);
    hold(messages.get(message.id).node, true);
    let trouble = null;
    try {
      const answer = await api.press(id, message.id, button.id);
      pressIds.delete(key);
      if (!answer.ok) trouble = answer.text ?? say('refused', answer.status);
    } catch {
      trouble = say('notPressed');
    }
    talk.pressed.delete(message.id);
    const node = messages.get(message.id)?.node;
    if (!node) return;
    hold(node, false);
    const place = node.querySelector('.trouble');
    if (!place) return;
    place.hidden = trouble === null;
    put(place, trouble);
  }

  /** Spoken by a screen reader: at once what needs a person, in its turn what answers one. */
  function tell(list) {
    const first = (m) => (m.text ?? '').split('\n', 1)[0];
    const rings = list.filter(isOpen);
    if (rings.length > 0) put(byId('announce-now'), `${say('needs', rings.at(-1).for ?? say('needsSomebody'))}: ${first(rings.at(-1))}`);
    const reply = list.filter((m) => m.kind === 'reply' && !isOpen(m)).at(-1);
    if (reply) put(byId('announce'), reply.text.slice(0, 600));
  }

  function showNewer() {
    newer.hidden = atEnd() || (unread === 0 && log.scrollHeight - log.scrollTop - log.clientHeight < log.clientHeight);
    put(newer, unread > 0 ? say('newer', unread) : say('toEnd'));
  }

  /** The newest decision that waits: told to the rest of the page, with whether the reader sees it right now. */
  function watch() {
    const open = order.filter((e) => isOpen(e.message));
    const newest = open.at(-1) ?? null;
    if (watched !== newest?.node) {
      eye.disconnect();
      watched = newest?.node ?? null;
      watchedSeen = false;
      if (watched) eye.observe(watched);
    }
    onOpenCalls({ count: open.length, newest: newest?.message ?? null, seen: watchedSeen });
  }
  const eye = new IntersectionObserver((seen) => { watchedSeen = seen.at(-1).isIntersecting; watch(); }, { threshold: 0.35 });

  // Only the reader's own scrolling stops the following: a log that became smaller under the last line did not scroll.
  log.addEventListener('scroll', () => {
    if (log.clientHeight !== tall) return;
    following = atEnd();
    if (following) unread = 0;
    showNewer();
  }, { passive: true });
  new ResizeObserver(() => {
    tall = log.clientHeight;
    if (following) toEnd();
    showNewer();
  }).observe(log);
  newer.addEventListener('click', () => { unread = 0; toEnd(); });

  return {
    show,
    redraw,
    toEnd,
    setMe(me) { talk.me = me; },
    reset() {
      order = [];
      messages.clear();
      pinned = null;
      log.replaceChildren();
      showPinned(null, renderRest);
      watch();
    },
    goTo(id) {
      const node = messages.get(id)?.node;
      node?.scrollIntoView({ block: 'center' });
      node?.querySelector('button.act')?.focus({ preventScroll: true });
    },
  };
}
