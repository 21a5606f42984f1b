// Times are the window's own: the digits the server wrote. A reader in another zone sees theirs beside them, never instead.
import { say } from './words.js';

/** "2018-12-30T01:18:04+07:00" -> "01:18". */
export const clock = (iso) => (iso ? iso.slice(11, 16) : '');

/** The clock, with the day before it when it is not within half a day of `near`: a time of another night must not look like one of this. */
export function clockNear(iso, near) {
  if (!iso) return '';
  if (!near || Math.abs(Date.parse(iso) - Date.parse(near)) < 20 * 3600_000) return clock(iso);
  return `${Number(iso.slice(8, 10))} ${say('months')[Number(iso.slice(5, 7)) - 1]} ${clock(iso)}`;
}

/** The same instant on the reader's own clock, "19:18"; empty where that is the window's clock too. */
export function mine(iso) {
  if (!iso) return '';
  const at = new Date(iso);
  const here = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
  return here === clock(iso) ? '' : here;
}

/** 282 -> "4 h 42 min". Takes whole minutes, sign ignored. */
export function span(minutes) {
  const whole = Math.abs(Math.round(minutes));
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (hours === 0) return say('minutes', rest);
  return rest === 0 ? say('hours', hours) : `${say('hours', hours)} ${say('minutes', rest)}`;
}

/** Real age of something, in words: seconds up to two minutes, then minutes and hours. */
export function age(seconds) {
  return seconds < 120 ? say('seconds', Math.max(0, Math.round(seconds))) : span(seconds / 60);
}

export const minutesBetween = (from, to) => (Date.parse(to) - Date.parse(from)) / 60_000;
