import type { Duration } from './calendar/duration.js';
import type { ActionOffer } from './action-offer.js';
import type { Basis, Eligibility } from './programme.js';
import type { Minor } from './purchase.js';

/** A friend joins by an invitation and buys: both get something (rule 19). */
export interface Referral {
  /** What who invited gets, as the offer `referral-inviter`; null: nothing. */
  readonly inviter: ActionOffer | null;
  /** What the friend gets, as the offer `referral-friend`; null: nothing. */
  readonly friend: ActionOffer | null;
  readonly qualifies: ReferralRule;
}

/** What the first purchase of a friend must be. */
export interface ReferralRule {
  /** In minor units of the main currency, on the basis of the lines, "at least". */
  readonly spentAtLeast: Minor;
  /** After joining; null: at any time. */
  readonly within: Duration | null;
  readonly lines: Eligibility;
  readonly basis: Basis;
}
