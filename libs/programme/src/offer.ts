import type { Condition } from './conditions/condition.js';
import type { Rounding } from './money/rounding.js';
import type { CodeList } from './pattern.js';
import type { Basis, Eligibility, BaseRule, Wallet } from './programme.js';
import type { Instant, Micro, Minor } from './purchase.js';
import type { Texts } from './text/texts.js';
import type { ShiftRule } from './calendar/calendar-shift.js';

/** A rule that changes what a Purchase earns, checked and exact. Plain values, as all of a Programme. */
export interface Offer {
  readonly id: string;
  readonly wallet: Wallet;
  /** The base rule of its wallet: the offer looks at no line that the base rule does not look at. */
  readonly base: BaseRule | null;
  /** Of those the lines that it looks at; null: all. */
  readonly lines: Eligibility | null;
  /** Asked of each of those lines, and only where it holds is the line looked at; null: of none. */
  readonly linesWhen: Condition | null;
  readonly only: PurchaseFilter;
  /** As the document calls it; null: the offer is the programme's own. */
  readonly campaign: string | null;
  readonly effect: Effect;
  readonly limits: readonly Limit[];
  /** Of one group the best for the Member counts, after trimming. */
  readonly group: string | null;
  /** Terms of its own; the Wallet's where it says nothing. */
  readonly terms: Wallet;
  readonly partner: string | null;
  /** Whether its points count towards tiers, as those of the base rule do (rule 12). */
  readonly countsTowardsTier: boolean;
  /** In English. */
  readonly text: string;
  /** As the document says it in both languages; null where it says nothing. */
  readonly texts: Texts | null;
}

export type Effect = Multiply | PerAmount | PerUnits | Visit | Threshold | EveryNth;

/** Acts on the exact base earn of the lines. `factor` is in ten-thousandths, and more than one. */
export interface Multiply {
  readonly kind: 'multiply';
  readonly factor: bigint;
  /** As in `1.25`. */
  readonly written: string;
  /** Whether it multiplies what the multipliers before it have made, rather than the base earn alone. */
  readonly compound: boolean;
}

export interface PerAmount {
  readonly kind: 'per-amount';
  readonly points: bigint;
  readonly per: Minor;
  readonly rounding: Rounding;
  readonly basis: Basis;
}

/** For so many units of the lines together; weighed goods by their weight. */
export interface PerUnits {
  readonly kind: 'per-units';
  readonly points: bigint;
  readonly units: Micro;
  readonly rounding: Rounding;
  readonly basis: Basis;
}

export interface Visit {
  readonly kind: 'visit';
  readonly points: bigint;
  readonly basis: Basis;
}

/** "At least", on the eligible basis. */
export interface Threshold {
  readonly kind: 'threshold';
  readonly points: bigint;
  readonly spentAtLeast: Minor;
  readonly basis: Basis;
}

/** Purchases that counted for one bonus do not count again. */
export interface EveryNth {
  readonly kind: 'every-nth';
  readonly points: bigint;
  readonly nth: number;
  readonly within: Within;
  /** What a Purchase must come to, to be counted. */
  readonly spentAtLeast: Minor | null;
  readonly basis: Basis;
}

/** A time back from the Purchase, or the calendar period that it lies in. */
export type Within = { readonly period: CalendarPeriod } | { readonly rule: ShiftRule; readonly text: string };

export type CalendarPeriod = 'day' | 'week' | 'month' | 'year';

/** What a Purchase must be for the offer to look at it. Null: anything. */
export interface PurchaseFilter {
  /** From this instant on, and before that one. */
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly stores: CodeList | null;
  readonly channels: CodeList | null;
  readonly times: readonly TimeOfWeek[] | null;
  readonly tiers: ReadonlySet<string> | null;
  /** One of them is enough. */
  readonly segments: ReadonlySet<string> | null;
  readonly birthday: CalendarPeriod | null;
  readonly when: Condition | null;
}

/** By the clocks of the store: days from Monday 0 to Sunday 6, minutes of the day; `until` at or before `from` is the next day's. */
export interface TimeOfWeek {
  readonly days: ReadonlySet<number>;
  readonly from: number;
  readonly until: number;
}

export type LimitBy = 'purchase' | CalendarPeriod | 'member' | 'budget';

/** What a cap allows. What is beyond it is trimmed and said. */
export interface Limit {
  /** Whose points count towards it: `offer/tea`, `base/points`, `wallet/points`, `campaign/summer`. */
  readonly counter: string;
  readonly by: LimitBy;
  /** Points, or how often. */
  readonly of: 'points' | 'uses';
  readonly max: bigint;
  /** As "500 a day". */
  readonly text: string;
}
