// The live link. What makes it right after sleep: the watermark (last seq and rev that are proven complete) moves only
// while the stream is known to be without a gap; each new stream first asks for everything after the watermark.
import { api, Refused } from './api.js';

const silentMs = 40_000;
const graceMs = 2_000;
const waitsMs = [500, 1_000, 2_000, 4_000, 5_000];
const nothing = { seq: 0, rev: 0, last: null };

export function openLink({ onBoard, onMessages, onReset, onLink, onClosed }) {
  let closed = false;
  let source = null;
  let turn = 0;
  let tries = 0;
  let complete = false;
  let boardsHeard = 0;
  let runId = null;
  let heardAt = Date.now();
  let checkAt = heardAt + silentMs;
  let retryTimer = 0;
  let lostTimer = 0;
  let proven = nothing;
  let highest = nothing;

  function heard() {
    heardAt = Date.now();
    checkAt = heardAt + silentMs;
  }

  function take(messages, live) {
    for (const message of messages) {
      const newest = message.seq >= highest.seq;
      highest = {
        seq: newest ? message.seq : highest.seq,
        rev: Math.max(highest.rev, message.rev ?? 0),
        last: newest ? message : highest.last,
      };
    }
    if (complete) proven = highest;
    if (messages.length > 0) onMessages(messages, live);
  }

  async function pages(after) {
    const all = [];
    for (let from = after; ;) {
      const page = await api.messages(from);
      all.push(...page);
      const last = page.at(-1)?.seq ?? from;
      // The anchor alone is the whole answer of a quiet night: no second question.
      if (page.length <= 1 || last <= from) return all;
      from = last;
    }
  }

  async function catchUp(mine) {
    const boardsBefore = boardsHeard;
    const anchor = proven.last;
    const [board, fresh, edits] = await Promise.all([
      api.board(),
      pages(anchor ? anchor.seq - 1 : 0),
      proven.rev > 0 ? api.messages(0, proven.rev) : [],
    ]);
    if (mine !== turn) return;
    // The last line seen is asked for again: if it is gone, this is another story (a new practice night on this address).
    const sameStory = !anchor || fresh.some((m) => m.id === anchor.id && m.at === anchor.at);
    if (sameStory) {
      take([...fresh, ...edits], anchor !== null);
    } else {
      proven = highest = nothing;
      onReset();
      const story = await pages(0);
      if (mine !== turn) return;
      take(story, false);
    }
    complete = true;
    proven = highest;
    // A board that came over the stream meanwhile is at least as new as the one asked for.
    if (boardsHeard === boardsBefore) showBoard(board);
    heard();
    tries = 0;
    clearTimeout(lostTimer);
    lostTimer = 0;
    onLink('live', heardAt);
  }

  function showBoard(board) {
    runId = board.run?.id ?? null;
    onBoard(board);
  }

  function connect() {
    if (closed) return;
    const mine = ++turn;
    clearTimeout(retryTimer);
    source?.close();
    complete = false;
    source = new EventSource('/api/events');
    source.onopen = () => catchUp(mine).catch((fault) => {
      if (mine !== turn) return;
      if (fault instanceof Refused) close(fault.message);
      else lose();
    });
    source.onerror = async () => {
      if (mine !== turn) return;
      lose();
      // A stream does not say why it was refused; the board does.
      await api.board().catch((fault) => { if (fault instanceof Refused) close(fault.message); });
    };
    source.addEventListener('message', (event) => { heard(); take([JSON.parse(event.data)], true); });
    source.addEventListener('board', (event) => {
      heard();
      boardsHeard += 1;
      const board = JSON.parse(event.data);
      const otherRun = complete && (board.run?.id ?? null) !== runId;
      showBoard(board);
      if (otherRun) connect();
    });
    source.addEventListener('ping', heard);
  }

  /** Nothing to come back to: the reader needs a link. */
  function close(text) {
    turn += 1;
    closed = true;
    source?.close();
    clearTimeout(retryTimer);
    clearTimeout(lostTimer);
    onClosed(text);
  }

  function lose() {
    if (closed) return;
    turn += 1;
    complete = false;
    source?.close();
    // A short break that mends itself is nobody's news; the page says so only after the grace.
    lostTimer ||= setTimeout(() => onLink('lost', heardAt), graceMs);
    clearTimeout(retryTimer);
    retryTimer = setTimeout(connect, waitsMs[Math.min(tries, waitsMs.length - 1)]);
    tries += 1;
  }

  // After sleep a dead connection looks alive: silence, a jump of the real clock, or the page coming back ask anew.
  let lastTick = Date.now();
  setInterval(() => {
    const now = Date.now();
    const slept = now - lastTick > 15_000;
    lastTick = now;
    if (closed || (!slept && now < checkAt)) return;
    checkAt = now + 10_000;
    lostTimer ||= setTimeout(() => onLink('lost', heardAt), graceMs);
    connect();
  }, 5_000);
  addEventListener('online', connect);
  addEventListener('pageshow', (event) => { if (event.persisted) connect(); });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && Date.now() - heardAt > 10_000) connect();
  });

  onLink('connecting', heardAt);
  lostTimer = setTimeout(() => onLink('lost', heardAt), graceMs * 2);
  connect();
  return { refresh: connect };
}
