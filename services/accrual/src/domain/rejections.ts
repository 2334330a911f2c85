import type { LimitExceeded } from '@loyalty/contracts';
import type { Rejection as LedgerRejection } from '@loyalty/ledger';

/** Every way in which accrual says no, with what explains it. The HTTP adapter gives each a status and a title. */
export type Rejection =
  | { readonly reason: 'already_used_with_other_content'; readonly first: string; readonly differs: readonly string[] }
  | { readonly reason: 'receipt_already_used'; readonly first: string }
  | { readonly reason: 'programme_required'; readonly candidates: readonly string[] }
  | { readonly reason: 'programme_not_found'; readonly programme: string }
  | { readonly reason: 'member_not_found' }
  | { readonly reason: 'purchase_not_found' }
  | { readonly reason: 'purchase_voided'; readonly purchase: string; readonly voidedAt: number }
  /** A person has to decide about its points before what they wait for releases them. */
  | {
      readonly reason: 'purchase_in_review';
      readonly purchase: string;
      readonly review: string;
      readonly lapsesAt: number;
    }
  | { readonly reason: 'purchase_already_claimed'; readonly purchase: string }
  | { readonly reason: 'purchase_of_another_member'; readonly purchase: string }
  | { readonly reason: 'claimed_too_late'; readonly purchase: string }
  | { readonly reason: 'line_not_found'; readonly purchase: string; readonly line: string }
  | MoreThanBought
  | {
      readonly reason: 'money_of_wrong_precision';
      readonly line: string;
      readonly amount: string;
      readonly currency: string;
    }
  | PaymentRejection
  | { readonly reason: 'account_not_found' }
  | { readonly reason: 'account_of_another_programme'; readonly programme: string }
  /** Nobody is there any more to have it. */
  | { readonly reason: 'receiver_erased' }
  | { readonly reason: 'transfer_not_found' }
  | { readonly reason: 'transfer_too_small'; readonly least: bigint; readonly asked: bigint }
  | TransferLimitReached
  | GiftTooOften
  | { readonly reason: 'transfer_spent'; readonly transfer: string }
  /** It waits for a person's verdict. */
  | {
      readonly reason: 'transfer_in_review';
      readonly transfer: string;
      readonly review: string;
      readonly lapsesAt: number;
    }
  /** It was held, and nothing was given in the end. */
  | { readonly reason: 'transfer_not_given'; readonly transfer: string; readonly review: string }
  | { readonly reason: 'wallet_not_found'; readonly wallet: string; readonly wallets: readonly string[] }
  /** The wallet's points wait for an action of a purchase, and there is none. */
  | { readonly reason: 'available_at_required'; readonly wallet: string; readonly action: string }
  /** What the ledger says, with its own reason and numbers. */
  | { readonly reason: 'ledger_refused'; readonly by: LedgerRejection };

/** Why points do not pay; money as decimals. */
export type PaymentRejection =
  /** `payment`: which of the payments. */
  | { readonly reason: 'redemption_required'; readonly payment: number }
  | { readonly reason: 'redemption_not_found'; readonly redemption: string }
  | { readonly reason: 'redemption_of_another_programme'; readonly redemption: string; readonly programme: string }
  | { readonly reason: 'redemption_of_another_member'; readonly redemption: string }
  | {
      readonly reason: 'redemption_not_captured';
      readonly redemption: string;
      readonly status: 'authorised' | 'voided' | 'lapsed';
    }
  | { readonly reason: 'redemption_refunded'; readonly redemption: string }
  | { readonly reason: 'redemption_used'; readonly redemption: string; readonly purchase: string }
  | RedemptionPaysNothing
  | {
      readonly reason: 'points_below_minimum' | 'points_not_in_steps';
      readonly redemption: string;
      readonly wallet: string;
      readonly points: number;
      readonly needed: number;
    }
  | {
      readonly reason: 'payment_is_not_its_worth';
      readonly redemption: string;
      readonly points: number;
      readonly worth: string;
      readonly amount: string;
      readonly currency: string;
    }
  | {
      readonly reason: 'more_than_points_may_pay';
      readonly payable: string;
      readonly most: string;
      readonly asked: string;
      readonly currency: string;
    };

/** `currency`: in which alone its points are worth something. */
export interface RedemptionPaysNothing {
  readonly reason: 'redemption_pays_nothing';
  readonly redemption: string;
  readonly why: 'it_bought_a_reward' | 'several_wallets' | 'no_rate' | 'another_currency';
  readonly currency: string | null;
}

/** What was given in the period already, and the first instant at which as many can be given; null: never so many at once. */
export interface TransferLimitReached {
  readonly reason: 'transfer_limit_reached';
  readonly period: 'day' | 'month';
  readonly max: bigint;
  readonly given: bigint;
  readonly asked: bigint;
  readonly again: number | null;
}

/** A velocity limit of the programme; `againAt`: when it would be within it, null: never. */
export interface GiftTooOften extends LimitExceeded {
  readonly reason: 'velocity_limit_reached';
  readonly againAt: number | null;
}

/** Decimal strings: quantities, or money where `unit` says so. */
export interface MoreThanBought {
  readonly reason: 'more_than_bought';
  readonly purchase: string;
  readonly line: string;
  readonly unit: 'quantity' | 'amount';
  readonly bought: string;
  readonly alreadyReturned: string;
  readonly asked: string;
}

export class Rejected<Reason extends Rejection = Rejection> {
  readonly rejected = true;
  constructor(readonly rejection: Reason) {}
}

export function reject<Reason extends Rejection>(rejection: Reason): Rejected<Reason> {
  return new Rejected(rejection);
}
