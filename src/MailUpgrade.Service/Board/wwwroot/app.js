// Puts the parts together. The page shows what the server said and nothing it worked out itself: a clock that ran on
// here would look alive while the bot is dead.
import { api } from './api.js';
import { byId, mark, put } from './dom.js';
import { openChat } from './chat.js';
import { openComposer } from './composer.js';
import { openLink } from './link.js';
import { openPersona } from './persona.js';
import { showHosts } from './hosts.js';
import { showRecords, waitsForPapers } from './records.js';
import { keepInView, showPhases } from './phases.js';
import { hasEnded, showLink, showStrip } from './strip.js';
import { putSigns, say, speak } from './words.js';

let board = null;
let linkState = ['connecting', Date.now()];
let call = null;

const chat = openChat({ onOpenCalls: showCalls });
const composer = openComposer({ onSent: () => { openTab('chat'); chat.toEnd(); } });
const persona = openPersona({ onChosen: refreshBoard, onTrouble: showTrouble });

function showBoard(next) {
  const before = board?.me?.id;
  board = next;
  const otherWords = speak(board.me?.language ?? board.language);
  if (otherWords) showWords();
  chat.setMe(board.me ?? null);
  if (otherWords || before !== board.me?.id) chat.redraw();
  persona.show(board);
  document.body.toggleAttribute('data-wall', board.wall === true);
  composer.setSpeaker(board.me?.maySpeak === false ? null : board.me ?? null, (board.people?.length ?? 0) > 0);
  if (!board.run) {
    put(byId('headline'), say('noRun'));
    return;
  }
  showStrip(board);
  showPhases(board);
  showHosts(board);
  refreshRecords();
}

/** Records are asked for while somebody looks at them. */
function refreshRecords() {
  const looks = document.body.dataset.tab === 'records' || document.body.hasAttribute('data-records');
  const ends = looks && board?.run && hasEnded(board.run) && waitsForPapers(board.run.id) ? Math.floor(Date.now() / 5_000) : '';
  if (looks && board?.run) showRecords(`${ends} ${board.run.id} ${board.headline?.text} ${board.language} ${board.phases.map((p) => p.state + p.stepsDone).join()} ${Object.values(board.aftercare ?? {}).join()} ${board.me?.id}`, board.run.id);
}

function flipRecords(open) {
  document.body.toggleAttribute('data-records', open);
  refreshRecords();
}

/** The stream goes by the cookies with which it was opened: who has just been chosen is known to a new one only. */
async function refreshBoard() {
  link.refresh();
  try {
    showBoard(await api.board());
    // On a phone the focus would open the keyboard over what was just chosen.
    if (matchMedia('(pointer: fine)').matches) composer.focus();
  } catch {
    // The new stream asks again.
  }
}

function showTrouble(text) {
  byId('trouble').hidden = text === null;
  put(byId('trouble'), text ?? '');
}

function showWords() {
  for (const node of document.querySelectorAll('[data-word]')) put(node, say(node.dataset.word));
  for (const node of document.querySelectorAll('[data-label]')) mark(node, 'aria-label', say(node.dataset.label));
  showLink(...linkState, board?.run?.now);
}

/** A decision that waits follows the reader into every tab, until it is in view. */
function showCalls({ count, newest, seen }) {
  const bar = byId('call');
  const inChat = seen && (document.body.dataset.tab === 'chat' || byId('tabs').offsetParent === null);
  bar.hidden = !newest || inChat;
  call = newest?.id ?? null;
  if (newest) putSigns(byId('call-text'), `⏸ ${newest.for ?? say('needsSomebody')}: ${newest.text.split('\n', 1)[0]}`);
  putSigns(byId('count-chat'), count > 0 ? `⏸ ${count}` : '');
  mark(byId('count-chat'), 'data-state', count > 0 ? 'waiting' : null);
}

function openTab(name) {
  document.body.dataset.tab = name;
  for (const node of byId('tabs').children) mark(node, 'aria-current', node.dataset.tab === name ? 'page' : null);
  if (name === 'phases') keepInView();
  refreshRecords();
}

byId('tabs').addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button) openTab(button.dataset.tab);
});
byId('to-records').addEventListener('click', () => { flipRecords(true); byId('record-list').focus(); });
byId('records-back').addEventListener('click', () => { flipRecords(false); byId('to-records').focus(); });
byId('call').addEventListener('click', () => {
  openTab('chat');
  if (call) chat.goTo(call);
});

speak('en');
showWords();
openTab(location.hash === '#records' ? 'records' : 'chat');
document.body.toggleAttribute('data-records', location.hash === '#records');
const link = openLink({
  onBoard: showBoard,
  onMessages: chat.show,
  onReset: chat.reset,
  onClosed: (text) => {
    const [first, ...rest] = text.split('\n');
    put(byId('headline'), first);
    byId('lost').hidden = false;
    put(byId('lost'), rest.join(' '));
    mark(document.body, 'data-link', 'closed');
  },
  onLink: (how, heardAt) => {
    linkState = [how, heardAt];
    showLink(how, heardAt, board?.run?.now);
  },
});
setInterval(() => { if (linkState[0] === 'lost') showLink(...linkState, board?.run?.now); }, 5_000);
