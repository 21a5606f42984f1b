// The top strip: what happens now, whose decision is next, how long is left, until when a rollback is safe.
import { byId, make, mark, put, shape } from './dom.js';
import { putSigns, say, signState, state, textSign, withSigns } from './words.js';
import { age, clock, clockNear, mine as onMyClock, minutesBetween, span } from './when.js';

const ended = new Set(['completed', 'signed-off', 'rejected', 'aborted', 'rolled-back']);

export const hasEnded = (run) => ended.has(run.state);

export function showStrip(board) {
  const { run, headline, next, me } = board;
  const now = signState(headline?.sign ?? '');
  const sign = byId('run-sign');
  // The sign with its word, and the run's own state where that says more: "⏸ waiting · permit sealed".
  const words = [now ? state(now).word : null, say('runState')[run.state] ?? run.state];
  putSigns(sign, `${headline?.sign ?? ''} ${[...new Set(words.filter(Boolean))].join(' · ')}`.trim());
  mark(sign, 'data-state', now ?? 'idle');
  put(byId('run-mode'), [say('mode')[run.mode] ?? run.mode, run.speed && run.speed !== 1 ? say('speed', run.speed) : null].filter(Boolean).join(' · '));
  mark(byId('run-mode'), 'data-mode', run.mode);
  put(byId('now'), say('nowIs', clock(run.now), run.zone.split('/').at(-1).replace('_', ' ')) + yours(run.now));
  put(byId('headline'), headline?.text ?? run.planTitle);
  document.title = `${textSign(headline?.sign ?? '')} ${headline?.text ?? 'MailUpgrade'}`.trim();

  const mine = next && me && (next.who === me.id || me.roles?.includes(next.who));
  const whose = next && !next.text.toLowerCase().includes(next.who.toLowerCase()) ? `${next.who}: ` : '';
  const nextNode = byId('next');
  nextNode.replaceChildren(
    ...(next ? [make('span', { class: 'state', 'aria-hidden': 'true', data: { state: 'waiting' } }, ...withSigns('⏸ '))] : []),
    make('b', { text: next ? whose + next.text : say('nobody') }));
  byId('yours').hidden = !mine;
  mark(byId('fact-next'), 'data-open', next ? 'yes' : null);

  showLeft(run);
  showRollback(run, board.phases);
  byId('nightline').replaceChildren(nightline(board));
  showRunFacts(run);
}

function showLeft(run) {
  const over = ended.has(run.state);
  byId('fact-left').hidden = over;
  byId('fact-rollback').hidden = over;
  if (over) return;
  put(byId('left'), run.minutesLeft < 0 ? say('over', span(run.minutesLeft)) : span(run.minutesLeft));
  put(byId('closes'), say('closes', clock(run.windowCloses)) + yours(run.windowCloses));
  mark(byId('fact-left'), 'data-tight', run.minutesLeft < 0 ? 'over' : run.minutesLeft < 45 ? 'soon' : null);
}

function showRollback(run, phases) {
  const fact = byId('fact-rollback');
  const past = phases.some((p) => p.pointOfNoReturn && (p.state === 'running' || p.state === 'succeeded'));
  if (!run.rollbackSafeUntil) {
    put(byId('rollback'), past ? say('noReturn') : say('notSet'));
    put(byId('rollback-in'), past ? say('noReturnWhy') : '');
    mark(fact, 'data-tight', null);
    return;
  }
  const left = minutesBetween(run.now, run.rollbackSafeUntil);
  put(byId('rollback'), clockNear(run.rollbackSafeUntil, run.now));
  put(byId('rollback-in'), (left < 0 ? say('passed', span(left)) : say('inTime', span(left))) + yours(run.rollbackSafeUntil));
  mark(fact, 'data-tight', left < 0 ? 'over' : left < 30 ? 'soon' : null);
}

/** Beside a time that decides something: the same on the reader's own clock, where that is another one. */
const yours = (iso) => (onMyClock(iso) ? ` · ${say('onYours', onMyClock(iso))}` : '');

function showRunFacts(run) {
  const rows = [
    [say('plan'), run.planTitle], [say('hash'), run.planHash], [say('run'), run.id], [say('fleet'), run.fleet],
    [say('window'), `${clock(run.kickOff)}–${clock(run.windowCloses)} ${run.zone}`],
  ];
  byId('run-facts').replaceChildren(...rows.map(([name, text]) => make('div', {}, make('dt', { text: name }), make('dd', { text: text ?? '' }))));
}

/** From where to where the page draws time: the night itself, and before kick-off the evening that leads to it. */
export function axis({ run, phases }) {
  const planned = phases.map((p) => p.plannedStart).filter(Boolean).map((t) => Date.parse(t));
  const kickOff = Date.parse(run.kickOff);
  const now = Date.parse(run.now);
  const from = now < kickOff ? Math.min(...planned, now, kickOff) : kickOff;
  const to = Date.parse(run.windowCloses);
  const first = now < kickOff ? [run.now, ...phases.map((p) => p.plannedStart).filter(Boolean)].reduce((a, b) => (Date.parse(a) <= Date.parse(b) ? a : b)) : run.kickOff;
  return { first, last: run.windowCloses, at: (iso) => Math.max(0, Math.min(100, (100 * (Date.parse(iso) - from)) / (to - from))) };
}

function nightline(board) {
  const { run } = board;
  const { first, last, at } = axis(board);
  const now = at(run.now);
  const line = shape('svg', { class: 'line-svg', role: 'img', 'aria-label': say('nightline', clock(first), clock(last), clock(run.now)) });
  const box = document.createDocumentFragment();
  line.append(
    shape('rect', { class: 'whole', x: '0', y: '5', width: '100%', height: '4', rx: '2' }),
    shape('rect', { class: 'gone', x: '0', y: '5', width: `${now}%`, height: '4', rx: '2' }));
  const tick = (x, kind, text) => {
    line.append(shape('line', { class: kind, x1: `${x}%`, x2: `${x}%`, y1: '1', y2: '13' }));
    const anchor = x < 12 ? 'start' : x > 88 ? 'end' : 'middle';
    line.append(shape('text', { class: kind, x: `${x}%`, y: '25', 'text-anchor': anchor }, text));
  };
  if (first !== run.kickOff) tick(at(run.kickOff), 'kick', say('kickOff', clock(run.kickOff)));
  if (run.rollbackSafeUntil && !ended.has(run.state)) tick(at(run.rollbackSafeUntil), 'back', say('rollbackTick', clock(run.rollbackSafeUntil)));
  line.append(shape('circle', { class: 'here', cx: `${now}%`, cy: '7', r: '5' }));
  box.append(make('span', { class: 'edge', 'aria-hidden': 'true', text: clock(first) }), line, make('span', { class: 'edge', 'aria-hidden': 'true', text: clock(last) }));
  return box;
}

/** The status message that the bot edits in place: the strip's detail, as it stands in the other channels. */
export function showPinned(message, render) {
  byId('pinned').replaceChildren(...(message ? render(message) : []));
}

/** What is seen is only as good as the link: `how` is connecting, live or lost. */
export function showLink(how, heardAt, lastNews) {
  const link = byId('link');
  put(link, how === 'live' ? say('live') : how === 'connecting' ? say('connecting') : '');
  mark(link, 'data-link', how);
  mark(document.body, 'data-link', how);
  const lost = byId('lost');
  lost.hidden = how !== 'lost';
  if (how !== 'lost') return;
  // Written once a quarter minute at most: a counter that runs is read aloud each second.
  const seconds = (Date.now() - heardAt) / 1000;
  put(lost, `? ${lastNews ? say('lost', clock(lastNews), age(seconds < 15 ? seconds : Math.floor(seconds / 15) * 15)) : say('lostEarly')}`);
}
