import { calendarShift } from '../calendar/calendar-shift.js';
import type { Duration } from '../calendar/duration.js';
import type { Programme } from '../programme.js';
import type { Instant } from '../purchase.js';

/** The instant at which a duration of the Programme (`claimWithin`, `refundGrace`, …) is over, by its zone's calendar. */
export function deadline(programme: Programme, from: Instant, duration: Duration): Instant {
  return calendarShift({ after: duration }, programme.timeZone)(from);
}
