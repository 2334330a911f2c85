import type { TimeOfWeek } from '../offer.js';
import type { LocalClock } from './local-clock.js';

/**
 * Whether the clocks on the wall show an hour of these. What begins in the evening and ends in the morning belongs to the
 * day on which it began: Friday 22:00 to 02:00 ends on Saturday. 00:00 to 00:00 is the whole day. On the day on which an
 * hour comes twice it counts twice, and an hour that the clocks skip never comes.
 */
export function isDuring({ days, from, until }: TimeOfWeek, { weekday, minute }: LocalClock): boolean {
  if (from < until) return days.has(weekday) && minute >= from && minute < until;
  return (days.has(weekday) && minute >= from) || (days.has((weekday + 6) % 7) && minute < until);
}
