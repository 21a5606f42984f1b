// Every word of the page that is not the bot's, in both languages. The bot's own words come from the server.

/** The five signs of the house; a state without one stands as a word alone. */
const signs = { running: '●', succeeded: '✔', done: '✔', failed: '✖', unknown: '?', waiting: '⏸' };
const stateOfSign = { '●': 'running', '✔': 'done', '✖': 'failed', '?': 'unknown', '⏸': 'waiting' };

const en = {
  state: {
    running: 'running', succeeded: 'done', done: 'done', failed: 'failed', unknown: 'unknown', waiting: 'waiting',
    pending: 'to come', skipped: 'skipped', 'rolled-back': 'rolled back', idle: 'idle',
  },
  runState: {
    planned: 'planned', waiting: 'permit sealed', running: 'running', paused: 'paused', 'rolling-back': 'rolling back',
    'rolled-back': 'rolled back', completed: 'completed', 'signed-off': 'signed off', rejected: 'rejected', aborted: 'aborted',
  },
  mode: { practice: 'Practice', rehearsal: 'Rehearsal', production: 'PRODUCTION', shadow: 'Shadow' },
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  hours: (n) => `${n} h`, minutes: (n) => `${n} min`, seconds: (n) => `${n} s`,
  skipToInput: 'To the chat input', views: 'Views', chat: 'Chat', phases: 'Phases', hosts: 'Hosts', commands: 'Commands',
  next: 'Next', nobody: 'No decision is waited for', yours: 'yours', left: 'Left in window', over: (t) => `over by ${t}`,
  closes: (t) => `closes ${t}`, rollback: 'Rollback safe until', inTime: (t) => `in ${t}`,
  passed: (t) => `passed ${t} ago`, notSet: 'not set yet', noReturn: 'no way back', noReturnWhy: 'point of no return passed',
  kickOff: (t) => `kick-off ${t}`, kickOffWord: 'Kick-off', details: 'Details', rollbackTick: (t) => `rollback ${t}`,
  nightline: (from, to, now) => `The window from ${from} to ${to}, now ${now}`,
  speed: (n) => `clock ×${n}`, plan: 'Plan', fleet: 'Fleet', run: 'Run', window: 'Window', hash: 'Plan hash',
  planned: 'Planned', actual: 'Actual', delta: '± plan', behind: (t) => `${t} behind plan`, ahead: (t) => `${t} ahead of plan`,
  onPlan: 'on plan', pointOfNoReturn: 'point of no return', steps: (a, b) => `${a} of ${b} steps`,
  onVersion: (v, n) => `${n} on ${v}`, site: (s) => `${s} site`,
  live: 'live', connecting: 'connecting…',
  lost: (at, old) => `Link lost. Last news ${at}, ${old} ago. Reconnecting.`, lostEarly: 'No link to the bot yet. Trying again.',
  noRun: 'No run is open.', empty: 'Nothing was said yet. /help shows what is possible now.',
  bot: 'bot', edited: 'edited', you: 'you', needs: (who) => `needs ${who}`, needsYou: 'needs you', needsSomebody: 'needs a person',
  closed: 'decided', forWhom: (who) => `for ${who}`, to: (text) => `to ${text}`,
  showAll: (n) => `Show all ${n} lines`, showLess: 'Show less', newer: (n) => `↓ ${n} new`, toEnd: '↓ to the newest',
  showCall: 'show', message: 'Message or command', send: 'Send', sending: 'Sending…',
  speakingAs: 'Speaking as', speakingAsWho: (who) => `Speaking as ${who}`, write: 'Message or / command',
  choose: 'Choose who speaks:', chooseFirst: 'First choose who speaks',
  watchOnly: 'You watch only: no person is bound to this page.', watchBox: 'Watching only',
  keyFor: (who) => `One-time key for ${who}`, useKey: 'Use key', cancel: 'Cancel', remove: 'Remove',
  notSent: 'Not sent, no link. Send again: the bot takes it once.', notPressed: 'No link: nothing is known to be pressed. Press again, it counts once.',
  refused: (n) => `The bot answered ${n} without a reason.`, held: (n, first) => `Long text held beside the box: ${n}, “${first}…”`,
  characters: (n) => `${n.toLocaleString('en')} characters`, notNow: 'not now',
  onRecord: 'On record', backToPhases: 'Phases and hosts', close: 'Close', outputOf: (step) => `Output of ${step}`, noOutput: 'No output yet.',
  records: { aftercare: 'Aftercare', checks: 'Checks', issues: 'Issues', findings: 'Differences of accounts', decisions: 'Decisions', none: 'None.' },
  verdicts: { succeeded: 'pass', failed: 'fail', unknown: 'inconclusive', waiting: 'look at it' },
  nowIs: (t, zone) => `${t} ${zone}`, onYours: (t) => `${t} your time`, rehearsed: (t) => `rehearsed ${t}`, rehearsedWord: 'Rehearsed',
  papers: { title: 'Paper', en: 'English', id: 'Indonesian' },
  services: { stopped: 'services stopped', running: 'services running' }, versions: (a, b) => `${a} → ${b}`, outputHint: 'Show the output',
};

const id = {
  state: {
    running: 'berjalan', succeeded: 'selesai', done: 'selesai', failed: 'gagal', unknown: 'belum jelas', waiting: 'menunggu',
    pending: 'nanti', skipped: 'dilewati', 'rolled-back': 'di-rollback', idle: 'siaga',
  },
  runState: {
    planned: 'direncanakan', waiting: 'izin tersegel', running: 'berjalan', paused: 'berhenti dulu', 'rolling-back': 'sedang rollback',
    'rolled-back': 'sudah rollback', completed: 'selesai', 'signed-off': 'disetujui', rejected: 'ditolak', aborted: 'dibatalkan',
  },
  mode: { practice: 'Latihan', rehearsal: 'Gladi', production: 'PRODUKSI', shadow: 'Bayangan' },
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
  hours: (n) => `${n} jam`, minutes: (n) => `${n} menit`, seconds: (n) => `${n} detik`,
  skipToInput: 'Ke kotak chat', views: 'Tampilan', chat: 'Chat', phases: 'Fase', hosts: 'Host', commands: 'Perintah',
  next: 'Berikutnya', nobody: 'Tidak ada keputusan yang ditunggu', yours: 'giliran Anda', left: 'Sisa waktu', over: (t) => `lewat ${t}`,
  closes: (t) => `tutup ${t}`, rollback: 'Rollback aman sampai', inTime: (t) => `${t} lagi`,
  passed: (t) => `lewat ${t} lalu`, notSet: 'belum ada', noReturn: 'tidak bisa kembali', noReturnWhy: 'batas rollback sudah lewat',
  kickOff: (t) => `mulai ${t}`, details: 'Rincian', rollbackTick: (t) => `rollback ${t}`,
  nightline: (from, to, now) => `Waktu kerja ${from} sampai ${to}, sekarang ${now}`,
  speed: (n) => `jam ×${n}`, plan: 'Rencana', fleet: 'Fleet', run: 'Run', window: 'Waktu kerja', hash: 'Hash rencana',
  planned: 'Rencana', actual: 'Nyata', delta: '± rencana', behind: (t) => `${t} di belakang rencana`, ahead: (t) => `${t} lebih cepat`,
  onPlan: 'sesuai rencana', pointOfNoReturn: 'sesudah ini tidak bisa rollback', steps: (a, b) => `${a} dari ${b} langkah`,
  onVersion: (v, n) => `${n} di ${v}`, site: (s) => `lokasi ${s}`,
  live: 'online', connecting: 'menyambung…',
  lost: (at, old) => `Koneksi putus. Kabar terakhir ${at}, ${old} lalu. Menyambung lagi.`, lostEarly: 'Belum tersambung ke bot. Dicoba lagi.',
  noRun: 'Tidak ada run yang terbuka.', empty: 'Belum ada pesan. /help menunjukkan yang bisa dilakukan sekarang.',
  bot: 'bot', edited: 'diubah', you: 'Anda', needs: (who) => `perlu ${who}`, needsYou: 'perlu Anda', needsSomebody: 'perlu orang',
  closed: 'sudah diputuskan', forWhom: (who) => `untuk ${who}`, to: (text) => `untuk ${text}`,
  showAll: (n) => `Lihat semua ${n} baris`, showLess: 'Ringkas', newer: (n) => `↓ ${n} baru`, toEnd: '↓ ke yang terbaru',
  showCall: 'lihat', message: 'Pesan atau perintah', send: 'Kirim', sending: 'Mengirim…',
  speakingAs: 'Bicara sebagai', speakingAsWho: (who) => `Bicara sebagai ${who}`, write: 'Pesan atau / perintah',
  choose: 'Pilih siapa yang bicara:', chooseFirst: 'Pilih dulu siapa yang bicara',
  watchOnly: 'Anda hanya melihat: halaman ini tidak terikat ke siapa pun.', watchBox: 'Hanya melihat',
  keyFor: (who) => `Kunci sekali pakai untuk ${who}`, useKey: 'Pakai kunci', cancel: 'Batal', remove: 'Buang',
  notSent: 'Belum terkirim, koneksi putus. Kirim lagi: bot menghitungnya sekali.', notPressed: 'Koneksi putus: belum tentu tertekan. Tekan lagi, dihitung sekali.',
  refused: (n) => `Bot menjawab ${n} tanpa alasan.`, held: (n, first) => `Teks panjang disimpan di samping kotak: ${n}, “${first}…”`,
  characters: (n) => `${n.toLocaleString('id')} karakter`, notNow: 'belum bisa',
  onRecord: 'Catatan', backToPhases: 'Fase dan host', close: 'Tutup', outputOf: (step) => `Output ${step}`, noOutput: 'Belum ada output.',
  records: { aftercare: 'Sesudah malam ini', checks: 'Pengecekan', issues: 'Issue', findings: 'Perbedaan akun', decisions: 'Keputusan', none: 'Tidak ada.' },
  verdicts: { succeeded: 'lolos', failed: 'gagal', unknown: 'tidak menyimpulkan', waiting: 'perlu dilihat' },
  nowIs: (t, zone) => `${t} ${zone}`, onYours: (t) => `${t} jam Anda`, rehearsed: (t) => `gladi ${t}`, rehearsedWord: 'Gladi',
  papers: { title: 'Berita acara', en: 'Inggris', id: 'Indonesia' },
  services: { stopped: 'layanan berhenti', running: 'layanan berjalan' }, versions: (a, b) => `${a} → ${b}`, outputHint: 'Lihat output',
};

const all = { en, id };
let language = 'en';

/** Takes the board's language; true when it changed. An unknown one is English. */
export function speak(wanted) {
  const next = all[wanted] ? wanted : 'en';
  const changed = next !== language || document.documentElement.lang !== next;
  language = next;
  document.documentElement.lang = next;
  return changed;
}

export function say(key, ...values) {
  const word = all[language][key];
  return typeof word === 'function' ? word(...values) : word;
}

/** The word of a state and its sign, always the two together. */
export function state(name) {
  return { sign: textSign(signs[name] ?? ''), word: all[language].state[name] ?? name };
}

export const signState = (sign) => stateOfSign[sign] ?? null;

/** Asks for the plain glyph: phones draw ✔ and ⏸ as coloured pictures otherwise. */
export const textSign = (text) => text.replace(/[✔✖⏸](?![\uFE0E\uFE0F])/gu, '$&\uFE0E');

/** Text as nodes. Many fonts have ⏸ only as a coloured picture, so the style sheet draws it; the character stays in the text. */
export function withSigns(text) {
  return textSign(text).split(/(⏸\uFE0E?)/u).filter((part) => part !== '').map((part) => {
    if (!part.startsWith('⏸')) return part;
    const node = document.createElement('span');
    node.className = 'pause';
    node.textContent = part;
    return node;
  });
}

/** As `put` of dom.js, for text that may carry a sign. */
export function putSigns(node, text) {
  if (node.textContent !== textSign(text)) node.replaceChildren(...withSigns(text));
}
