import type { LimitExceeded, VoucherUsed } from '@loyalty/contracts';
import type { Rejection as LedgerRejection, WalletPoints } from '@loyalty/ledger';
import type { FieldError } from '@loyalty/service-host/values';
import type { PayoutHindrance } from './payouts/payout-terms.js';
import type { Review, ReviewStatus } from './reviews/review.js';
import type { Hindrance } from './rewards/hindrances.js';
import type { RedemptionStatus } from './standing.js';

/** Every way in which redemption says no, with what explains it. The HTTP adapter gives each a status and a title. */
export type Rejection =
  | { readonly reason: 'already_used_with_other_content'; readonly first: string; readonly differs: readonly string[] }
  | { readonly reason: 'programme_required'; readonly candidates: readonly string[] }
  | { readonly reason: 'programme_not_found'; readonly programme: string }
  | { readonly reason: 'member_not_found' }
  | { readonly reason: 'wallet_not_found'; readonly wallet: string; readonly wallets: readonly string[] }
  /** It is none, or takes no points; those that do are listed. */
  | { readonly reason: 'partner_not_found'; readonly partner: string; readonly partners: readonly string[] }
  | { readonly reason: 'hold_too_long'; readonly lapsesAt: number; readonly latest: number }
  | { readonly reason: 'hold_lapses_at_once' }
  | { readonly reason: 'redemption_not_found' }
  | { readonly reason: 'redemption_voided'; readonly redemption: string | null; readonly voidedAt: number }
  | {
      readonly reason: 'redemption_captured';
      readonly redemption: string;
      readonly capturedAt: number;
      readonly captured: readonly WalletPoints[];
    }
  | { readonly reason: 'hold_lapsed'; readonly redemption: string; readonly lapsedAt: number }
  | {
      readonly reason: 'over_capture';
      readonly redemption: string;
      readonly wallet: string;
      readonly held: bigint;
      readonly needed: bigint;
    }
  | { readonly reason: 'redemption_not_captured'; readonly redemption: string; readonly status: RedemptionStatus }
  | { readonly reason: 'redemption_refunded'; readonly redemption: string }
  /** They come back with what is returned of it. */
  | { readonly reason: 'redemption_pays_purchase'; readonly redemption: string; readonly purchase: string }
  | {
      readonly reason: 'over_refund';
      readonly redemption: string;
      readonly wallet: string;
      readonly captured: bigint;
      readonly refunded: bigint;
      readonly needed: bigint;
    }
  /** Null: points of several wallets at once. */
  | { readonly reason: 'points_pay_nothing'; readonly wallet: string | null; readonly currency: string }
  | {
      readonly reason: 'points_below_minimum' | 'points_not_in_steps';
      readonly wallet: string;
      readonly points: bigint;
      readonly needed: bigint;
    }
  | { readonly reason: 'reward_not_found'; readonly reward: string }
  | { readonly reason: 'voucher_pool_not_found'; readonly pool: string }
  | { readonly reason: 'voucher_pool_of_another'; readonly pool: string; readonly programme: string }
  /** The first is what is said; all are told. */
  | { readonly reason: 'reward_unavailable'; readonly reward: string; readonly hindrances: readonly Hindrance[] }
  | { readonly reason: 'reward_is_whole'; readonly redemption: string; readonly points: readonly WalletPoints[] }
  | { readonly reason: 'invalid_reward'; readonly errors: readonly FieldError[] }
  /** What nobody tells this service yet: it could not say who gets the reward. */
  | { readonly reason: 'not_provided'; readonly missing: readonly string[] }
  | {
      readonly reason: 'fulfilment_not_possible';
      readonly redemption: string;
      readonly from: string | null;
      readonly possible: readonly string[];
    }
  /** It is captured and voided by what its provider says; nobody else may. */
  | { readonly reason: 'payout_under_way'; readonly redemption: string; readonly payout: string }
  | { readonly reason: 'payout_not_found' }
  | { readonly reason: 'reward_is_paid_out'; readonly reward: string }
  | { readonly reason: 'reward_is_no_payout'; readonly reward: string }
  | { readonly reason: 'approval_not_awaited'; readonly redemption: string; readonly payout: string }
  | { readonly reason: 'second_person_needed'; readonly redemption: string }
  | PayoutHindrance
  | VelocityRejection
  | {
      readonly reason: 'redemption_in_review';
      readonly redemption: string;
      readonly review: string;
      readonly lapsesAt: number;
    }
  | { readonly reason: 'review_not_found' }
  /** Of a gift; it can be rejected. */
  | { readonly reason: 'review_needs_another_key' | 'receiver_erased'; readonly review: string }
  | { readonly reason: 'review_closed'; readonly review: Review; readonly status: ReviewStatus }
  | VoucherRejection
  | NotEnoughPoints
  /** What the ledger says besides, with its own reason and numbers. */
  | { readonly reason: 'ledger_refused'; readonly by: LedgerRejection };

/** Why a code does not do what it is asked for. Whose it is, and whether it ever was, is told to nobody else. */
export type VoucherRejection =
  | { readonly reason: 'voucher_not_found' }
  | { readonly reason: 'code_not_yours' }
  | { readonly reason: 'voucher_not_valid_yet'; readonly voucher: string; readonly validFrom: number }
  | { readonly reason: 'voucher_expired'; readonly voucher: string; readonly validUntil: number }
  | { readonly reason: 'voucher_revoked'; readonly voucher: string; readonly cause: string; readonly revokedAt: number }
  /** When and where each use was; the first first. */
  | {
      readonly reason: 'voucher_used';
      readonly voucher: string;
      readonly usesMax: number;
      readonly uses: readonly VoucherUsed[];
    }
  | {
      readonly reason: 'voucher_reserved';
      readonly voucher: string;
      /** For whom, and from when on it is free again, the first to lapse first. */
      readonly reserved: readonly { readonly source: string; readonly externalId: string; readonly lapsesAt: number }[];
    };

/** `velocity_limit_reached`: no. `review_required`: a person must decide, and what is spent at once cannot wait for one. */
export interface VelocityRejection extends LimitExceeded {
  readonly reason: 'velocity_limit_reached' | 'review_required';
  /** From when on it would be within the limit; null: never. */
  readonly againAt: number | null;
}

export interface NotEnoughPoints {
  readonly reason: 'insufficient_points';
  readonly wallet: string;
  /** Below zero after an unlimited claw-back. */
  readonly available: bigint;
  readonly needed: bigint;
  /** The first to lapse first; at most 20. */
  readonly held: readonly HeldFor[];
  /** The first to become available first; at most 20. */
  readonly pending: readonly { readonly points: bigint; readonly availableAt: number | null }[];
}

export interface HeldFor {
  readonly redemption: string;
  readonly order?: string;
  readonly points: bigint;
  readonly lapsesAt: number;
}

export class Rejected {
  readonly rejected = true;
  constructor(readonly rejection: Rejection) {}
}

export function reject(rejection: Rejection): Rejected {
  return new Rejected(rejection);
}
