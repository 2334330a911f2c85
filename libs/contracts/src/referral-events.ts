import type { PurchaseCount, PurchaseExplanation, PurchaseLot } from './purchase-events.js';
import type { Instant } from './values.js';

/** What a friend's invitation has led to: one stream for each friend and programme, beside the friend's account. */
export type ReferralEvent = ReferralJudged | ReferralPurchaseReturned;

/** A purchase of somebody who was invited: whether it was the first that qualifies, and what both got for it. */
export interface ReferralJudged {
  readonly type: 'ReferralJudged';
  readonly programme: string;
  /** `pur_…` */
  readonly purchase: string;
  readonly programmeVersion: number;
  readonly occurredAt: Instant;
  /** The friend. */
  readonly member: string;
  readonly account: string;
  readonly joinedAt: Instant;
  /** Null where who invited has been erased since. */
  readonly invitedBy: ReferralMember | null;
  /** Null where nothing is given, to whichever of them. */
  readonly inviter: ReferralBonus | null;
  readonly friend: ReferralBonus | null;
  /** Why it qualifies nothing; absent where it does. */
  readonly failed?: ReferralFailed;
}

export interface ReferralMember {
  /** `mem_…` */
  readonly member: string;
  /** `acc_…`: where the points stood when it was judged. */
  readonly account: string;
}

/** What one of both got, and what it moved in the counters of theirs. */
export interface ReferralBonus {
  readonly lots: readonly PurchaseLot[];
  readonly explanation: readonly PurchaseExplanation[];
  readonly counts?: readonly PurchaseCount[];
}

export interface ReferralFailed {
  /** `first`, `within`, `spentAtLeast`. */
  readonly condition: string;
  readonly found: string;
  readonly needed: string;
}

/** Something of such a purchase went back. */
export interface ReferralPurchaseReturned {
  readonly type: 'ReferralPurchaseReturned';
  readonly programme: string;
  readonly purchase: string;
  /** `ret_…`; absent where it was voided. */
  readonly return?: string;
  readonly occurredAt: Instant;
  /** Nothing of it is kept: another one may be the first. */
  readonly isGone: boolean;
  /** What is kept qualifies no longer: what both got is taken back whole. */
  readonly isWithdrawn: boolean;
}
