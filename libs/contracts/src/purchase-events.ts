import type { CountedVisit, CounterMove } from './counter-events.js';
import type { PaidBack, PointsPaid } from './points-paid.js';
import type { ReturnAwaited, VoidAwaited } from './awaited-events.js';
import type { ReviewEvent } from './review-events.js';
import type { BalanceAfter, GivenBackPoints, Instant, LotPoints, Micro, Minor, Refund, TakenBack } from './values.js';

/** What can happen to a Purchase. Its stream lies on the shard of its account, a guest's on a shard of its own. */
export type PurchaseEvent =
  | PurchaseRecorded
  | PurchaseAlsoNamed
  | PurchaseClaimed
  | UnitsReturned
  | BonusWithdrawn
  | PurchaseVoided
  | ReviewEvent
  | ReturnAwaited
  | VoidAwaited;

/** The facts as they were sent, and what they earned. */
export interface PurchaseRecorded {
  readonly type: 'PurchaseRecorded';
  /** `pur_…` */
  readonly purchase: string;
  readonly programme: string;
  readonly source: string;
  readonly externalId: string;
  readonly occurredAt: Instant;
  readonly store?: string;
  readonly channel?: string;
  readonly receipt?: RecordedReceipt;
  readonly currency: string;
  readonly taxIncluded: boolean;
  readonly lines: readonly RecordedLine[];
  readonly total: Minor;
  readonly payments: readonly RecordedPayment[];
  /**
   * Of what was sent, keyed; compared when the same id arrives again. Only where something had waited for this purchase:
   * elsewhere it stands in the claim of its id.
   */
  readonly fingerprint?: string;
  /** Of the identity that was sent, keyed; only where a receipt is there to be recognised by. */
  readonly identity?: string;
  /** `mem_…`; null for a guest and for someone not known yet. */
  readonly member: string | null;
  /** `acc_…` */
  readonly account: string | null;
  /** The opaque id under which it waits for someone to join. */
  readonly stranger?: string;
  /** Null while it is nobody's. */
  readonly outcome: PurchaseOutcome | null;
  /** `ret_…`: what was applied in the same commit, an exchange's returns and those that had waited. */
  readonly returns: readonly string[];
}

export interface RecordedReceipt {
  readonly terminal?: string;
  readonly number: string;
}

export interface RecordedLine {
  readonly id: string;
  readonly sku: string;
  readonly gtin?: string;
  readonly quantity: Micro;
  /** As sent, in canonical form; may have more decimals than the currency. */
  readonly unitPrice?: string;
  /** For the whole line after its discount, as the price shows it. */
  readonly amount: Minor;
  readonly discount: Minor;
  readonly tax: Minor;
  readonly kind: 'goods' | 'service' | 'delivery' | 'fee' | 'tip' | 'deposit' | 'gift_card';
  readonly categories: readonly string[];
  /** Whether the base rule looked at it; only such lines are found by blind returns. */
  readonly eligible: boolean;
}

export interface RecordedPayment {
  readonly kind: 'card' | 'cash' | 'gift_card' | 'points';
  readonly amount: Minor;
  readonly redemption?: string;
  /** The points that paid it, where the programme says what they pay: what comes back is read from here. */
  readonly paid?: PointsPaid;
}

/** What it earned, and why. */
export interface PurchaseOutcome {
  readonly programmeVersion: number;
  /** The account's version after the commit. */
  readonly accountVersion: number;
  readonly lots: readonly PurchaseLot[];
  readonly explanation: readonly PurchaseExplanation[];
  /** All wallets of the account and of the programme. */
  readonly balances: readonly BalanceAfter[];
  /** What bounded offers moved in counters; absent where there is none. */
  readonly counts?: readonly PurchaseCount[];
  /** For which offers it is one of several purchases; absent where there is none. */
  readonly visits?: readonly PurchaseVisit[];
  /** Whose offers were switched off when it was judged, as far as was known then; absent where there is none. */
  readonly pausedCampaigns?: readonly string[];
  /**
   * What the member has spent and kept with it, where discounts grow by that: a whole number as text, as `spend` of what
   * counts towards tiers.
   */
  readonly spent?: string;
}

/** What an offer moved in counters, and what a return needs to free them. */
export interface PurchaseCount {
  readonly offer: string;
  /** `lot_…`; null where it gave nothing. */
  readonly lot: string | null;
  readonly moves: readonly CounterMove[];
  /** Purchases that qualified it and count for no other bonus. */
  readonly qualifiedBy: readonly CountedVisit[];
  /** What each line carries of it. */
  readonly lines: readonly LinePoints[];
}

export interface PurchaseVisit {
  readonly offer: string;
  /** Once all of them went back, it is no longer one. */
  readonly lines: readonly string[];
  /** What the offer saw of the member; absent where it asks for nothing, or where events did not say it yet. */
  readonly seen?: readonly SeenFact[];
}

/** A coarse fact of the Member that an offer saw: `tier`, `segment`, `birthday-week`. */
export interface SeenFact {
  readonly fact: string;
  readonly value: string;
}

export interface LinePoints {
  readonly line: string;
  readonly points: bigint;
}

export interface PurchaseLot {
  /** `lot_…` */
  readonly id: string;
  readonly wallet: string;
  readonly points: bigint;
  readonly availableAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly awaits?: { readonly action: string; readonly expiresAfter: string | null };
  readonly partner?: string;
  /** What each line carries in this Lot; sums to `points`. Lines that carry nothing are left out. */
  readonly lines: readonly LinePoints[];
}

/** One offer's part: enough to recompute it after the Member is erased. */
export interface PurchaseExplanation {
  readonly offer: string;
  readonly version: number;
  readonly wallet: string;
  readonly points: bigint;
  /** Decimal, in the purchase's currency. */
  readonly basis?: string;
  readonly lines: readonly string[];
  readonly text: string;
  readonly multiplier?: string;
  readonly trimmed?: { readonly points: bigint; readonly by: string };
  /** `pur_…`: purchases that qualified it, besides this one. */
  readonly qualifiedBy?: readonly string[];
  readonly seen?: readonly SeenFact[];
}

/** A till sent the same receipt again under another id, which from then on names this Purchase. */
export interface PurchaseAlsoNamed {
  readonly type: 'PurchaseAlsoNamed';
  readonly source: string;
  readonly externalId: string;
  readonly occurredAt: Instant;
}

/** A purchase that was nobody's has become a Member's; judged by the Programme in force when it happened. */
export interface PurchaseClaimed {
  readonly type: 'PurchaseClaimed';
  readonly member: string;
  readonly account: string;
  /** When the Member asked for it, or joined. */
  readonly occurredAt: Instant;
  readonly outcome: PurchaseOutcome;
  /** Points of units that had been given back while it was nobody's: earned and taken back in the same commit. */
  readonly alreadyReturned: readonly ClaimedLine[];
}

export interface ClaimedLine {
  readonly line: string;
  readonly lots: readonly LotPoints[];
}

export interface UnitsReturned {
  readonly type: 'UnitsReturned';
  /** `ret_…` */
  readonly return: string;
  readonly occurredAt: Instant;
  readonly lines: readonly ReturnedLine[];
  readonly refund: readonly Refund[];
}

export interface ReturnedLine {
  readonly line: string;
  /** Zero where only money went back. */
  readonly quantity: Micro;
  /** The money value of what went back. */
  readonly amount: Minor;
  /** What these units carried in each Lot of the Purchase. */
  readonly lots: readonly LotPoints[];
  /** What they had been paid with besides money; absent where points paid nothing of their purchase. */
  readonly paid?: readonly PaidBack[];
  /** Of `amount` what money had paid; absent where that is all of it. */
  readonly money?: Minor;
}

/** A purchase that had qualified a bonus of this one went back, and what was left of the bonus goes with it. */
export interface BonusWithdrawn {
  readonly type: 'BonusWithdrawn';
  readonly offer: string;
  /** `pur_…`: what no longer qualifies it. */
  readonly qualifier: string;
  readonly occurredAt: Instant;
  /** No units and no money: what each line still carried of it. */
  readonly lines: readonly ReturnedLine[];
}

/** The whole purchase was a mistake. What had not been returned before goes back now. */
export interface PurchaseVoided {
  readonly type: 'PurchaseVoided';
  readonly occurredAt: Instant;
  /** The key of who voided it, and why; absent where no reason was given, as tills give none. */
  readonly actor?: string;
  readonly reason?: string;
  readonly lines: readonly ReturnedLine[];
  readonly refund: readonly Refund[];
  /** Points that had paid; absent where none had. */
  readonly givenBack?: readonly GivenBackPoints[];
  readonly takenBack: readonly TakenBack[];
  readonly accountVersion: number | null;
  readonly balances: readonly BalanceAfter[];
}
