import { calendarShift } from '../calendar/calendar-shift.js';
import type { Wallet } from '../programme.js';
import type { Instant } from '../purchase.js';
import { formatExpiryRule, releaseTerms } from './expiry-rule.js';

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

/** The action by which a person lets through what is held for review; no document can call one of its own so. */
export const REVIEW = 'manual_review';

/**
 * The same terms while a person has to decide, until `heldUntil` at most: available then, or by the release, never before
 * its own time; and the expiry clock starts there. What waits for another action goes on waiting for that. Null: nothing but
 * a decision makes it available.
 */
export function heldTerms(wallet: Wallet, own: Terms, heldUntil: Instant | null): Terms {
  if (own.availableAt === null) return own;
  const { expiry, timeZone } = wallet;
  if (heldUntil === null) {
    const expiresAfter = expiry && formatExpiryRule(expiry, timeZone);
    return { availableAt: null, expiresAt: null, awaits: { action: REVIEW, expiresAfter } };
  }
  const availableAt = Math.max(own.availableAt, heldUntil);
  const expiresAfter = expiry && formatExpiryRule(expiry, timeZone);
  const expiresAt = availableAt === own.availableAt ? own.expiresAt : releaseTerms(expiresAfter, availableAt).expiresAt;
  return { availableAt, expiresAt, awaits: { action: REVIEW, expiresAfter } };
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
