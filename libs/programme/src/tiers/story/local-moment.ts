import { DAY, epochDayOf, parseDate } from '../../calendar/local-date.js';
import { zoneClock } from '../../calendar/zone-clock.js';
import type { Instant } from '../../purchase.js';

const NOON = DAY / 2;

/**
 * `2026-05-01` (its noon) or `2026-05-01T18:30` by the clocks of a zone. An hour that the clocks show twice is the first of
 * them, one that they skip is as much later as they skip. Undefined for a day or an hour that does not exist.
 */
export function localMoment(text: string, timeZone: string): Instant | undefined {
  const [day = '', time] = text.split('T');
  const date = parseDate(day);
  const sinceMidnight = time === undefined ? NOON : timeOfDay(time);
  if (!date || sinceMidnight === undefined) return undefined;

  const clock = zoneClock(timeZone);
  const shown = epochDayOf(date) * DAY + sinceMidnight;
  // The zone's offset a day earlier and a day later: where they differ the clocks are changed in between.
  const [before, after] = [shown - DAY, shown + DAY].map((at) => clock.localTime(at) - at) as [number, number];
  const [earlier, later] = [shown - Math.max(before, after), shown - Math.min(before, after)];
  if (clock.localTime(earlier) === shown) return earlier;
  return clock.localTime(later) === shown ? later : shown - before;
}

function timeOfDay(text: string): number | undefined {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return hours < 24 && minutes < 60 && seconds < 60
    ? Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000)
    : undefined;
}
