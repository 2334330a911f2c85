import type { Instant } from '../purchase.js';
import { addMonths, dateOf, epochDayOf } from './local-date.js';
import { zoneClock } from './zone-clock.js';

/** Whole days and months since someone joined, by the calendar of the zone; none before that day. */
export function sinceJoined(
  at: Instant,
  joinedAt: Instant,
  timeZone: string,
): { readonly days: number; readonly months: number } {
  const clock = zoneClock(timeZone);
  const [today, joinedOn] = [clock.localDay(at), clock.localDay(joinedAt)];
  if (today <= joinedOn) return { days: 0, months: 0 };
  const [now, then] = [dateOf(today), dateOf(joinedOn)];
  const months = (now.year - then.year) * 12 + now.month - then.month;
  // Who joined on the 31st has been there a month on the 30th where the month has no 31st.
  const isWhole = epochDayOf(addMonths(then, months)) <= today;
  return { days: today - joinedOn, months: isWhole ? months : months - 1 };
}
