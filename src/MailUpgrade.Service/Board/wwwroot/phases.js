// The phases as people talk about them: planned beside actual, and where each lies in the night.
import { byId, make, mark, put, shape } from './dom.js';
import { say, state } from './words.js';
import { clockNear, mine as onMyClock, minutesBetween, span } from './when.js';
import { axis } from './strip.js';

const rows = new Map();

export function showPhases(board) {
  const { run, phases } = board;
  const list = byId('phase-list');
  const wanted = phases.map((p) => p.id).join(' ');
  if (list.dataset.shape !== wanted) {
    list.dataset.shape = wanted;
    rows.clear();
    list.replaceChildren(...phases.map(build));
  }
  const night = axis(board);
  const firstOfNight = phases.find((p) => p.plannedStart && Date.parse(p.plannedStart) >= Date.parse(run.kickOff));
  for (const phase of phases) fill(rows.get(phase.id), phase, run, night, phase === firstOfNight);

  const minutes = run.minutesBehindPlan;
  put(byId('behind'), minutes === null || minutes === undefined ? ''
    : minutes === 0 ? say('onPlan') : say(minutes > 0 ? 'behind' : 'ahead', span(minutes)));
  const head = [night.first, night.last].map((t) => make('span', { text: clockNear(t, t) }));
  byId('lane-head').replaceChildren(...head);

  const done = phases.filter((p) => ['succeeded', 'skipped', 'rolled-back'].includes(p.state)).length;
  put(byId('count-phases'), `${done}/${phases.length}`);
  if (!list.dataset.placed) {
    list.dataset.placed = 'yes';
    keepInView(list);
  }
}

/** Brings the phase that runs into view when the list is first seen; afterwards the reader scrolls. */
export function keepInView(list = byId('phase-list')) {
  const current = list.querySelector('[data-state=running], [data-state=failed], [data-state=unknown]');
  if (current) list.scrollTop = Math.max(0, current.offsetTop - list.offsetTop - list.clientHeight / 2);
}

function build(phase) {
  const row = {
    node: make('li', { class: 'phase' }),
    rule: make('p', { class: 'rule' }),
    sign: make('span', { class: 'state' }),
    title: make('span', { class: 'title' }),
    steps: make('span', { class: 'steps' }),
    planned: make('span', { class: 'col planned' }),
    actual: make('span', { class: 'col actual' }),
    delta: make('span', { class: 'col delta' }),
    usual: make('span', { class: 'usual-text' }),
    lane: make('span', { class: 'col lane', 'aria-hidden': 'true' }),
  };
  row.node.append(row.rule, row.sign, row.title, row.steps, row.planned, row.actual, row.delta, row.usual, row.lane);
  rows.set(phase.id, row);
  return row.node;
}

function fill(row, phase, run, night, opensNight) {
  const { sign, word } = state(phase.state);
  mark(row.node, 'data-state', phase.state);
  mark(row.node, 'aria-current', phase.state === 'running' ? 'step' : null);
  mark(row.sign, 'data-state', phase.state);
  row.rule.hidden = !phase.pointOfNoReturn && !opensNight;
  mark(row.rule, 'data-rule', phase.pointOfNoReturn ? 'return' : 'kick');
  put(row.rule, phase.pointOfNoReturn ? say('pointOfNoReturn') : opensNight ? say('kickOff', clockNear(run.kickOff, run.kickOff)) : '');
  put(row.sign, `${sign} ${word}`.trim());
  put(row.title, phase.title);
  put(row.steps, phase.stepsTotal > 0 && phase.state !== 'pending' && phase.state !== 'skipped' ? `${phase.stepsDone}/${phase.stepsTotal}` : '');
  mark(row.steps, 'title', row.steps.textContent ? say('steps', phase.stepsDone, phase.stepsTotal) : null);
  times(row.planned, say('planned'), phase.plannedStart, phase.plannedEnd, run.kickOff);
  times(row.actual, say('actual'), phase.actualStart, phase.actualEnd, run.kickOff);
  put(row.delta, difference(phase, run));
  mark(row.delta, 'data-late', row.delta.textContent.startsWith('+') ? 'yes' : null);
  const usual = phase.rehearsedMinutes ? say('rehearsed', span(phase.rehearsedMinutes)) : '';
  put(row.usual, usual);
  mark(row.lane, 'title', usual || null);
  row.lane.replaceChildren(lane(phase, run, night));
}

function times(node, label, from, to, near) {
  const text = from ? `${clockNear(from, near)}–${to ? clockNear(to, near) : ''}` : '';
  if (node.dataset.text === text && node.dataset.label === label) return;
  Object.assign(node.dataset, { text, label });
  mark(node, 'title', from && onMyClock(from) ? say('onYours', `${onMyClock(from)}–${onMyClock(to)}`) : null);
  node.replaceChildren(...(text ? [make('span', { class: 'label', text: `${label} ` }), text] : []));
}

/** Minutes against plan: by the end once it ended; while it runs, how far it is past its planned end, else how late it began. */
function difference(phase, run) {
  const pair = phase.actualEnd ? [phase.plannedEnd, phase.actualEnd]
    : phase.actualStart && Date.parse(run.now) > Date.parse(phase.plannedEnd) ? [phase.plannedEnd, run.now]
      : phase.actualStart ? [phase.plannedStart, phase.actualStart] : null;
  if (!pair?.[0]) return '';
  const minutes = Math.round(minutesBetween(pair[0], pair[1]));
  return minutes === 0 ? '±0' : `${minutes > 0 ? '+' : '−'}${span(minutes)}`;
}

function lane(phase, run, night) {
  const picture = shape('svg', { class: 'lane-svg' });
  const bar = (kind, from, to, y, height) => {
    const x = night.at(from);
    const wide = night.at(to) - x;
    if (wide <= 0) return;
    picture.append(shape('rect', { class: kind, x: `${x}%`, y, width: `${Math.max(wide, 0.8)}%`, height, rx: '1' }));
  };
  const now = night.at(run.now);
  picture.append(shape('line', { class: 'nowline', x1: `${now}%`, x2: `${now}%`, y1: '0', y2: '100%' }));
  // Three rows: outlined what was planned, dashed how long it took in rehearsals from where it began, filled what is.
  if (phase.plannedStart && phase.plannedEnd) bar('plan', phase.plannedStart, phase.plannedEnd, '1.5', '4');
  const begins = phase.actualStart ?? phase.plannedStart;
  if (begins && phase.rehearsedMinutes) bar('usual', begins, new Date(Date.parse(begins) + phase.rehearsedMinutes * 60_000).toISOString(), '8.5', '3');
  if (phase.actualStart) bar(`real ${phase.state}`, phase.actualStart, phase.actualEnd ?? run.now, '14', '5');
  return picture;
}
