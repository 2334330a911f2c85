import { shiftOnce, type Period, type ShiftRule } from '../calendar/calendar-shift.js';
import { parseDuration } from '../calendar/duration.js';
import type { Instant } from '../purchase.js';

/**
 * An expiry rule as text, for a Lot that waits for an action: `P1Y year Europe/Berlin`. It says all that is needed, the
 * zone too, so that a later version of the Programme cannot shorten what was promised.
 */
export function formatExpiryRule(rule: ShiftRule, timeZone: string): string {
  return `${rule.after?.text ?? 'P0D'} ${rule.endOf ?? 'instant'} ${timeZone}`;
}

/** What the release of such a Lot fixes. */
export function releaseTerms(
  expiresAfter: string | null,
  releasedAt: Instant,
): { readonly availableAt: Instant; readonly expiresAt: Instant | null } {
  if (expiresAfter === null) return { availableAt: releasedAt, expiresAt: null };

  const [after = '', endOf = '', timeZone = ''] = expiresAfter.split(' ');
  const duration = parseDuration(after);
  if (!duration || !isPeriodOrInstant(endOf)) throw new Error(`Not an expiry rule of a lot: ${expiresAfter}`);
  const rule: ShiftRule = endOf === 'instant' ? { after: duration } : { after: duration, endOf };
  return { availableAt: releasedAt, expiresAt: shiftOnce(releasedAt, rule, timeZone) };
}

function isPeriodOrInstant(text: string): text is Period | 'instant' {
  return text === 'instant' || text === 'day' || text === 'month' || text === 'year';
}
