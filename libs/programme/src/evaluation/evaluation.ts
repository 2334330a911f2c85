import type { Instant } from '../purchase.js';

/** What a Purchase earns: Lots with frozen terms, each with the share of every line, and why. */
export interface Evaluation {
  readonly lots: readonly EarnedLot[];
  readonly explanation: readonly Explanation[];
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
}
