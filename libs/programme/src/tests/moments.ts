import { zoneClock } from '../calendar/zone-clock.js';
import type { Meaning } from '../document/meaning.js';
import type { Instant } from '../purchase.js';
import { localMoment } from '../tiers/story/local-moment.js';

/** A moment as a test writes it: with an offset, or by the clocks of the programme, whose days alone are their noon. */
export function readMoment(written: string, timeZone: string): Instant | undefined {
  if (!/(Z|[+-]\d\d:\d\d)$/.test(written.slice(10))) return localMoment(written, timeZone);
  const at = Date.parse(written);
  return Number.isNaN(at) ? undefined : at;
}

/** The same where it must exist; 0 where it does not, which `meaning` is told. */
export function momentAt(pointer: string, written: string, timeZone: string, meaning: Meaning): Instant {
  const at = readMoment(written, timeZone);
  if (at !== undefined) return at;
  const message = `The calendar has no ${written}.`;
  const expected = 'an instant such as 2026-03-05T10:15:00+01:00';
  meaning.refuse({ pointer, code: 'not_a_date', message, expected, found: written });
  return 0;
}

/** `2027-01-01T00:00` by the clocks of the zone. */
export function momentText(at: Instant, timeZone: string): string {
  return new Date(zoneClock(timeZone).localTime(at)).toISOString().slice(0, 16);
}
