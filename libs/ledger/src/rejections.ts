import type { AccountId, HoldId, Instant, LotId, Points, WalletId, WalletPoints } from './nouns.js';

/** Everything by which the ledger says no, with the numbers that explain it. The reasons never change their meaning. */
export type Rejection =
  | InsufficientPoints
  | { readonly reason: 'points_not_positive'; readonly points: Points }
  /** An empty list of points or slices: an event of nothing would be written. */
  | { readonly reason: 'no_points_named' }
  /** The Account would hold, or owe, more of a Wallet than a JSON integer can say. */
  | {
      readonly reason: 'too_many_points';
      readonly wallet: WalletId;
      readonly points: Points;
      readonly pointsMax: Points;
    }
  | { readonly reason: 'lot_already_issued'; readonly lot: LotId }
  | { readonly reason: 'lot_not_found'; readonly lot: LotId }
  | { readonly reason: 'lot_awaits_nothing'; readonly lot: LotId }
  | {
      readonly reason: 'lot_expires_before_available';
      readonly lot: LotId;
      readonly availableAt: Instant | null;
      readonly expiresAt: Instant;
    }
  | { readonly reason: 'hold_not_found'; readonly hold: HoldId }
  | { readonly reason: 'hold_lapsed'; readonly hold: HoldId; readonly lapsedAt: Instant }
  | { readonly reason: 'hold_voided'; readonly hold: HoldId; readonly voidedAt: Instant }
  | { readonly reason: 'hold_captured'; readonly hold: HoldId; readonly capturedAt: Instant }
  | { readonly reason: 'hold_still_open'; readonly hold: HoldId; readonly lapsesAt: Instant }
  | { readonly reason: 'hold_lapses_at_once'; readonly hold: HoldId; readonly lapsesAt: Instant; readonly now: Instant }
  | {
      readonly reason: 'more_than_held';
      readonly hold: HoldId;
      readonly wallet: WalletId;
      readonly held: Points;
      readonly needed: Points;
    }
  /** The same hold with other points or another lapse than at first. */
  | {
      readonly reason: 'already_used_with_other_content';
      readonly hold: HoldId;
      readonly first: readonly WalletPoints[];
    }
  | { readonly reason: 'transfer_to_itself'; readonly transfer: string }
  /** Its points have gone to another Account; what is asked about them is asked there. */
  | { readonly reason: 'account_moved_away'; readonly to: AccountId }
  /** Lots of Members who part are kept by open holds; they can part when the holds are over. */
  | { readonly reason: 'lots_held'; readonly holds: readonly HeldLots[] };

export interface HeldLots {
  readonly hold: HoldId;
  readonly points: Points;
  readonly lapsesAt: Instant;
}

export interface InsufficientPoints {
  readonly reason: 'insufficient_points';
  readonly wallet: WalletId;
  readonly available: Points;
  readonly needed: Points;
  /** Open holds that keep points of this Wallet, the first to lapse first; at most `holdsListedMax`. */
  readonly held: readonly { readonly hold: HoldId; readonly points: Points; readonly lapsesAt: Instant }[];
}

export const holdsListedMax = 20;

export type RejectionReason = Rejection['reason'];
