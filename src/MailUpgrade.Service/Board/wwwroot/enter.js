// Opens a link that the bot gave in a private chat. What stands behind # never reaches a server's log, and a chat's own preview of
// the address opens nothing: the link is bound to the first browser in which somebody presses the button.
import { api } from './api.js';
import { byId, put } from './dom.js';

const indonesian = navigator.language.toLowerCase().startsWith('id');
const words = indonesian
  ? { what: 'Tautan ini hanya untuk Anda, di browser ini, selama dua belas jam.', open: 'Buka papan', failed: 'Tidak ada jawaban dari bot. Coba lagi.' }
  : { what: 'This link is yours alone, in this browser, for twelve hours.', open: 'Open the board', failed: 'The bot does not answer. Try again.' };

document.documentElement.lang = indonesian ? 'id' : 'en';
put(byId('what'), words.what);
put(byId('open'), words.open);

function trouble(text) {
  byId('trouble').hidden = false;
  put(byId('trouble'), text);
}

byId('open').addEventListener('click', async () => {
  byId('open').disabled = true;
  try {
    const answer = await api.enter(location.hash.slice(1));
    if (answer.ok) {
      location.replace('/');
      return;
    }
    trouble(answer.text ?? `${answer.status}`);
  } catch {
    trouble(words.failed);
  }
  byId('open').disabled = false;
});
