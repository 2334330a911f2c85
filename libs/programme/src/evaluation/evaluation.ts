import type { Instant } from '../purchase.js';
import type { CounterMove } from './award.js';
import type { CountedVisit } from './standing.js';

/** What a Purchase earns: Lots with frozen terms, each with the share of every line, and why. */
export interface Evaluation {
  readonly lots: readonly EarnedLot[];
  readonly explanation: readonly Explanation[];
  /** What the awards that are bounded move in counters; absent where none is. */
  readonly counts?: readonly OfferCount[];
  /** For which offers this purchase is one of several; absent where there are none. */
  readonly visits?: readonly VisitCount[];
}

/** What one award moves in counters, and what a return needs to free them. */
export interface OfferCount<Lot = number> {
  readonly offer: string;
  /** The Lot that its points are in, by its position until it has an id; null where it gave none. */
  readonly lot: Lot | null;
  readonly moves: readonly CounterMove[];
  /** Purchases that qualified it and count for no other bonus from now on. */
  readonly qualifiedBy: readonly CountedVisit[];
  /** What each line carries of it. */
  readonly lines: readonly { readonly line: string; readonly points: bigint }[];
}

/** This purchase counts as one of several for an offer; it no longer does once all of these lines went back. */
export interface VisitCount {
  readonly offer: string;
  readonly lines: readonly string[];
  /** What the offer saw of the Member; absent where it asks for nothing. */
  readonly seen?: readonly Seen[];
}

/** A coarse fact of the Member that an offer saw. */
export interface Seen {
  /** `tier`, `segment`, `birthday-week`. */
  readonly fact: string;
  readonly value: string;
}

export interface EarnedLot {
  readonly wallet: string;
  readonly points: bigint;
  /** Absent while it waits for an action. */
  readonly availableAt: Instant | null;
  readonly expiresAt: Instant | null;
  /** `expiresAfter` is the frozen expiry rule, to be read by `releaseTerms`. */
  readonly awaits?: { readonly action: string; readonly expiresAfter: string | null };
  readonly partner?: string;
  /** Sums to `points` (rule 6): what each line carries in this Lot. Lines that carry nothing are left out. */
  readonly lines: readonly { readonly line: string; readonly points: bigint }[];
}

/** One offer's part (rule 15): enough to recompute it after the Member is erased. */
export interface Explanation {
  readonly offer: string;
  /** The version of the Programme it was evaluated with. */
  readonly version: number;
  readonly wallet: string;
  readonly points: bigint;
  /** The money it looked at, as a decimal string in the purchase's currency. */
  readonly basis?: string;
  readonly lines: readonly string[];
  /** As "1 point per 1.00 EUR, rounded down". */
  readonly text: string;
  readonly multiplier?: string;
  readonly trimmed?: { readonly points: bigint; readonly by: string };
  /** `pur_…`: purchases that qualified it, besides the one that it is given for. */
  readonly qualifiedBy?: readonly string[];
  readonly seen?: readonly Seen[];
}
