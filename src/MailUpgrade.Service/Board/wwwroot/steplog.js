// The output of a step, over everything else, as it stands in the state folder: redacted, its last lines.
import { api } from './api.js';
import { byId, put } from './dom.js';
import { say } from './words.js';

let current = null;
let timer = 0;

export async function openStepLog(step) {
  current = step;
  put(byId('steplog-title'), say('outputOf', step));
  put(byId('steplog-lines'), '');
  byId('steplog').showModal();
  await refresh();
}

async function refresh() {
  clearTimeout(timer);
  const step = current;
  if (!byId('steplog').open || step === null) return;
  try {
    const lines = await api.stepLog(step);
    if (step !== current) return;
    const box = byId('steplog-lines');
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
    put(box, lines.length > 0 ? lines.join('\n') : say('noOutput'));
    if (atEnd) box.scrollTop = box.scrollHeight;
  } catch {
    // The next turn asks again.
  }
  timer = setTimeout(refresh, 2_000);
}

byId('steplog').addEventListener('close', () => { current = null; clearTimeout(timer); });
byId('steplog-close').addEventListener('click', () => byId('steplog').close());
