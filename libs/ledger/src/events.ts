import type {
  AccountId,
  Change,
  ClawBack,
  ExpiredLot,
  HoldId,
  Instant,
  Lot,
  LotPoints,
  MemberId,
  Slice,
  WalletBalance,
  WalletPoints,
} from './nouns.js';

/**
 * What every event of an Account says. It names the Member besides the Account, what it changed and the balances after
 * it, so that a first answer can be given again from one event.
 */
export interface Happened {
  readonly member: MemberId;
  /** Business time. A debit is never earlier than what it takes from. */
  readonly occurredAt: Instant;
  readonly changes: readonly Change[];
  /** After it, for the wallets it touched. */
  readonly balances: readonly WalletBalance[];
  /** The next maturity, lapse or expiry of the Account after it. */
  readonly nextDueAt: Instant | null;
}

/** Credits first repay what is owed: `repaid` are the slices that went there at once. */
interface Credit extends Happened {
  readonly repaid: readonly Slice[];
}

export interface PointsEarned extends Credit {
  readonly type: 'PointsEarned';
  readonly purchase?: string;
  /** Why, where no purchase says so (a welcome bonus, an action). */
  readonly reason?: string;
  /** `act_…`: the report of the action that earned them. Absent: it was none, or written before events named it. */
  readonly report?: string;
  readonly lots: readonly Lot[];
}

/** Pending Lots became available because their time had come. */
export interface PointsMatured extends Credit {
  readonly type: 'PointsMatured';
  readonly slices: readonly Slice[];
}

/** The action that a Lot waited for has happened; both of its instants are fixed from now on. */
export interface LotReleased extends Credit {
  readonly type: 'LotReleased';
  readonly action: string;
  /** `act_…`: the report of that action. Absent: written before events named it. */
  readonly report?: string;
  readonly availableAt: Instant;
  readonly slices: readonly Slice[];
}

export interface PointsHeld extends Happened {
  readonly type: 'PointsHeld';
  readonly hold: HoldId;
  readonly redemption?: string;
  readonly lapsesAt: Instant;
  readonly slices: readonly Slice[];
}

/** `rejected`: a person said no to what was held for review. */
export type HoldReleaseCause = 'voided' | 'rejected' | 'lapsed';

export interface HoldReleased extends Credit {
  readonly type: 'HoldReleased';
  readonly hold: HoldId;
  readonly redemption?: string;
  readonly cause: HoldReleaseCause;
  /** Who said no, and why; where somebody did. */
  readonly actor?: string;
  readonly reason?: string;
  readonly slices: readonly Slice[];
}

/** Spent: from a hold where it names one (`released` is the part that was not captured), else from what is available. */
export interface PointsBurned extends Credit {
  readonly type: 'PointsBurned';
  readonly redemption?: string;
  /** At which partner of the Programme; absent: at its own. */
  readonly partner?: string;
  readonly hold?: HoldId;
  readonly slices: readonly Slice[];
  readonly released: readonly Slice[];
}

/** Burned points went back to their Lots; a slice whose Lot had expired carries its expiry by grace. */
export interface PointsRefunded extends Credit {
  readonly type: 'PointsRefunded';
  readonly redemption?: string;
  /** At which the points had been spent. */
  readonly partner?: string;
  readonly return?: string;
  readonly slices: readonly Slice[];
}

export interface PointsExpired extends Happened {
  readonly type: 'PointsExpired';
  readonly slices: readonly Slice[];
}

export interface PointsReversed extends Happened {
  readonly type: 'PointsReversed';
  readonly return?: string;
  readonly purchase?: string;
  /** Who took it back, and why; where a person did. */
  readonly actor?: string;
  readonly reason?: string;
  /** By which it was decided what is taken, owed and left. Absent: written before events named it. */
  readonly policy?: ClawBack;
  /** Taken from available points. */
  readonly slices: readonly Slice[];
  readonly pendingSlices: readonly Slice[];
  /** Taken although no Lot could give it; later credits repay it. */
  readonly owed: readonly WalletPoints[];
  /** Should have been taken and could not; later earnings never pay it. */
  readonly shortfall: readonly WalletPoints[];
  /** What of the returned units' Lots had expired unspent, and counts as taken back. */
  readonly expiredBefore: readonly LotPoints[];
}

/** Points that a hold gave free were taken by a Return that had found them held. */
export interface ShortfallCollected extends Happened {
  readonly type: 'ShortfallCollected';
  readonly return?: string;
  /** The version of the Account at which the Return left its Shortfall. */
  readonly claimVersion: number;
  readonly hold: HoldId;
  readonly slices: readonly Slice[];
}

export interface PointsAdjusted extends Credit {
  readonly type: 'PointsAdjusted';
  readonly adjustment?: string;
  readonly reason: string;
  readonly actor: string;
  /** Upwards. */
  readonly lots: readonly Lot[];
  /** Downwards. */
  readonly slices: readonly Slice[];
  readonly owed: readonly WalletPoints[];
}

export interface PointsTransferredOut extends Happened {
  readonly type: 'PointsTransferredOut';
  readonly transfer: string;
  /** Who asked for it, and why; absent: written before events named them, or moved by no one in particular. */
  readonly actor?: string;
  readonly reason?: string;
  readonly to: AccountId;
  /** All that was held went; absent: taken from what was available. */
  readonly hold?: HoldId;
  readonly slices: readonly Slice[];
}

export interface PointsTransferredIn extends Credit {
  readonly type: 'PointsTransferredIn';
  readonly transfer: string;
  readonly actor?: string;
  readonly reason?: string;
  readonly from: AccountId;
  readonly slices: readonly Slice[];
}

/** An open hold that goes to another Account with the points it keeps. */
export interface MovedHold {
  readonly hold: HoldId;
  readonly redemption?: string;
  readonly member: MemberId;
  readonly heldAt: Instant;
  readonly lapsesAt: Instant;
  readonly slices: readonly Slice[];
}

/** A Return's Shortfall that some of the holds can still pay: so many of them, the first ones. */
export interface MovedClaim extends WalletPoints {
  readonly return?: string;
  readonly holdsBefore: number;
}

/** What goes from one Account to another when their Members become one, share a household, or part again. */
export interface Moved {
  readonly move: string;
  /** Whose Lots go. Where the move is `whole`, all go, and these are those who are asked for there from now on. */
  readonly members: readonly MemberId[];
  /** Everything: holds, debts and Shortfalls too. */
  readonly whole: boolean;
  /** Of what is available. */
  readonly slices: readonly Slice[];
  /** Pending. */
  readonly lots: readonly Lot[];
  /** In the order in which they were made. */
  readonly holds: readonly MovedHold[];
  readonly owed: readonly WalletPoints[];
  readonly shortfall: readonly WalletPoints[];
  readonly claims: readonly MovedClaim[];
  readonly expired: readonly ExpiredLot[];
}

/** From now on what is asked about these Members is asked of the Account `to`. */
export interface AccountMovedOut extends Happened, Moved {
  readonly type: 'AccountMovedOut';
  readonly to: AccountId;
}

/** A move comes in by several of these only where the order of holds and Shortfalls asks for it. */
export interface AccountMovedIn extends Credit, Moved {
  readonly type: 'AccountMovedIn';
  readonly from: AccountId;
}

export type LedgerEvent =
  | PointsEarned
  | PointsMatured
  | LotReleased
  | PointsHeld
  | HoldReleased
  | PointsBurned
  | PointsRefunded
  | PointsExpired
  | PointsReversed
  | ShortfallCollected
  | PointsAdjusted
  | PointsTransferredOut
  | PointsTransferredIn
  | AccountMovedOut
  | AccountMovedIn;

type Summary = 'changes' | 'balances' | 'nextDueAt';
/** An event without its summary. */
export type FactsOf<Event> = Event extends LedgerEvent ? Omit<Event, Summary> : never;

/** An event before it is known what it leaves behind. */
export type Facts = FactsOf<LedgerEvent>;
