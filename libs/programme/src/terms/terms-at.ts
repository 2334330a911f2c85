import { calendarShift } from '../calendar/calendar-shift.js';
import type { Wallet } from '../programme.js';
import type { Instant } from '../purchase.js';
import { formatExpiryRule } from './expiry-rule.js';

/** When points become available and when they expire; frozen in their Lot (rule 2). */
export interface Terms {
  readonly availableAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly awaits?: { readonly action: string; readonly expiresAfter: string | null };
}

const calendars = new WeakMap<Wallet, (occurredAt: Instant) => Terms>();

/** The terms of points that a Purchase or an adjustment of this instant brings. */
export function termsAt(wallet: Wallet, occurredAt: Instant): Terms {
  let terms = calendars.get(wallet);
  if (!terms) calendars.set(wallet, (terms = termsOf(wallet)));
  return terms(occurredAt);
}

function termsOf(wallet: Wallet): (occurredAt: Instant) => Terms {
  const { pending, expiry, timeZone } = wallet;
  if ('action' in pending) {
    const expiresAfter = expiry && formatExpiryRule(expiry, timeZone);
    const terms: Terms = { availableAt: null, expiresAt: null, awaits: { action: pending.action, expiresAfter } };
    return () => terms;
  }

  const matures = pending.after ? calendarShift({ after: pending.after }, timeZone) : (at: Instant) => at;
  const expires = expiry ? calendarShift(expiry, timeZone) : () => null;
  return (occurredAt) => {
    const availableAt = matures(occurredAt);
    return { availableAt, expiresAt: expires(availableAt) };
  };
}
