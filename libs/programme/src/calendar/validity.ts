import type { Instant } from '../purchase.js';
import { epochDayOf, type LocalDate } from './local-date.js';
import { zoneClock } from './zone-clock.js';

/** The days on which something is valid, both of them whole; without one it is open on that side. */
export interface ValidDays {
  readonly from?: LocalDate;
  readonly until?: LocalDate;
}

/**
 * Valid days as instants: "until 31 January" ends on 1 February 00:00 by the clocks of the zone, and at that instant it is
 * over (rule 21).
 */
export function validSpan(
  { from, until }: ValidDays,
  timeZone: string,
): { readonly from: Instant; readonly until: Instant } {
  const clock = zoneClock(timeZone);
  return {
    from: from ? clock.startOfDay(epochDayOf(from)) : Number.NEGATIVE_INFINITY,
    until: until ? clock.startOfDay(epochDayOf(until) + 1) : Number.POSITIVE_INFINITY,
  };
}
