import type { Slice } from '@loyalty/ledger';
import type { PayoutEvent } from './payout-events.js';
import type { ReviewEvent } from './review-events.js';
import type { BalanceAfter, Instant, Minor, WalletPoints } from './values.js';

/**
 * What can happen to a Redemption. Each event is committed with what it did to the account. There is none for a lapse:
 * that is an event of the account alone, so whether a hold stands is said in one place.
 */
export type RedemptionEvent =
  | RedemptionAuthorised
  | RedemptionCaptured
  | RedemptionVoided
  | RedemptionRefunded
  | RedemptionVoidAwaited
  | RewardChosen
  | RewardIssued
  | RewardWithdrawn
  | FulfilmentMoved
  | PurchasePaid
  | PayoutEvent
  | ReviewEvent;

/** How the account stood after it, so that a first answer can be given again from this event. */
interface AccountAfter {
  readonly accountVersion: number;
  readonly balances: readonly BalanceAfter[];
}

export interface RedemptionAuthorised extends AccountAfter {
  readonly type: 'RedemptionAuthorised';
  /** `red_…`; its hold has the same id. */
  readonly redemption: string;
  readonly programme: string;
  readonly source: string;
  readonly externalId: string;
  readonly occurredAt: Instant;
  readonly member: string;
  readonly account: string;
  /** What its sender calls the order. */
  readonly order?: string;
  /** At which partner the points are spent, and who is paid for them; absent: at the programme's own. */
  readonly partner?: string;
  readonly points: readonly WalletPoints[];
  /** Null: nothing was set aside, the points were spent in the same commit. */
  readonly lapsesAt: Instant | null;
  /** What its points pay of an order, by the rate of then, whatever it is later; absent: nothing. */
  readonly rate?: RedemptionRate;
}

/** `points` pay `amount`; of others the exact share, rounded. */
export interface RedemptionRate {
  readonly points: bigint;
  readonly amount: Minor;
  readonly currency: string;
  readonly rounding: 'down' | 'up' | 'half-up';
}

export interface RedemptionCaptured extends AccountAfter {
  readonly type: 'RedemptionCaptured';
  readonly occurredAt: Instant;
  /** In burn order; what a refund gives back. */
  readonly slices: readonly Slice[];
  /** What had been set aside and was not spent. */
  readonly released: readonly WalletPoints[];
}

export interface RedemptionVoided extends AccountAfter {
  readonly type: 'RedemptionVoided';
  readonly occurredAt: Instant;
  readonly released: readonly WalletPoints[];
}

export interface RedemptionRefunded extends AccountAfter {
  readonly type: 'RedemptionRefunded';
  readonly occurredAt: Instant;
  /** As they came back: one whose Lot had expired carries its expiry by grace. */
  readonly slices: readonly Slice[];
  /** `pur_…`: which they had paid, where they came back with a part of it. */
  readonly purchase?: string;
  /** `ret_…`: by which; absent where the purchase was voided. */
  readonly return?: string;
}

/** Its points pay a part of a Purchase; committed with the Purchase. From then on they come back with it alone. */
export interface PurchasePaid {
  readonly type: 'PurchasePaid';
  /** `pur_…` */
  readonly purchase: string;
  readonly wallet: string;
  readonly points: bigint;
  readonly amount: Minor;
  readonly currency: string;
  readonly occurredAt: Instant;
}

/** A void came before the Redemption that it voids, which is refused when it comes. */
export interface RedemptionVoidAwaited {
  readonly type: 'RedemptionVoidAwaited';
  readonly occurredAt: Instant;
}

/** The points buy a Reward; committed with the authorisation. Its price is that of then, whatever it costs later. */
export interface RewardChosen {
  readonly type: 'RewardChosen';
  readonly reward: string;
  readonly rewardVersion: number;
  readonly kind: string;
  /** Whether its stock is counted, and goes down by one. */
  readonly stocked: boolean;
  /** Paid besides the points, in the shop; a decimal in text. */
  readonly money?: { readonly amount: string; readonly currency: string };
  /** What was issued with it, to be used while the points are held. */
  readonly voucher: string | null;
  /** Of what the capture issues; absent: nothing. */
  readonly voucherTerms?: VoucherTerms;
  readonly occurredAt: Instant;
}

export interface VoucherTerms {
  readonly usesMax: number;
  /** ISO 8601, from its issue; absent: for ever. */
  readonly validFor?: string;
}

/** The points were spent, so the Reward is the member's; committed with the capture. */
export interface RewardIssued {
  readonly type: 'RewardIssued';
  readonly reward: string;
  readonly stocked: boolean;
  /** What was issued as its proof. */
  readonly voucher: string | null;
  readonly occurredAt: Instant;
}

/** Committed with the void or with the refund of all. */
export interface RewardWithdrawn {
  readonly type: 'RewardWithdrawn';
  readonly reward: string;
  readonly stocked: boolean;
  /** What was revoked with it. */
  readonly voucher: string | null;
  readonly occurredAt: Instant;
}

/** How far the Reward is on its way to the member. */
export interface FulfilmentMoved {
  readonly type: 'FulfilmentMoved';
  readonly status: FulfilmentStatus;
  /** The key of whoever says so. */
  readonly actor: string;
  readonly reason?: string;
  readonly occurredAt: Instant;
}

export type FulfilmentStatus = 'ordered' | 'shipped' | 'delivered' | 'failed' | 'returned';
