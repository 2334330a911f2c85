import type { Duration } from './calendar/duration.js';
import type { ShiftRule } from './calendar/calendar-shift.js';
import type { Rounding } from './money/rounding.js';
import type { ActionOffer } from './action-offer.js';
import type { Condition } from './conditions/condition.js';
import type { Limit, Multiply, Offer } from './offer.js';
import type { CodeList } from './pattern.js';
import type { Discount } from './discount.js';
import type { PayWithPoints } from './pay-with-points.js';
import type { Referral } from './referral.js';
import type { Partner } from './partner.js';
import type { LineKind, Minor } from './purchase.js';
import type { Texts } from './text/texts.js';
import type { Unit } from './text/unit.js';
import type { TierRules } from './tiers/tier-rules.js';
import type { Velocity } from './velocity/velocity.js';

/** A Programme as its document says it, checked and exact. Plain values: two readings of one text are equal. */
export interface Programme {
  readonly id: string;
  readonly name: string;
  /** The main currency: sums of the document are in it. */
  readonly currency: string;
  /** All that are taken, the main one first. */
  readonly currencies: ReadonlyMap<string, Currency>;
  readonly timeZone: string;
  /** Whether prices contain tax, where a Purchase does not say. */
  readonly taxIncluded: boolean;
  readonly wallets: ReadonlyMap<string, Wallet>;
  /** What every eligible line earns, one rule for each wallet that has one. They are applied first. */
  readonly baseRules: readonly BaseRule[];
  /** How members rise and fall, and what they have of it. */
  readonly tiers: ProgrammeTiers | null;
  /** Members that satisfy a condition now, by the name of the segment. */
  readonly segments: ReadonlyMap<string, Segment>;
  /** What tiers multiply (`tier-ID`), then in declared order; multipliers are applied before bonuses. */
  readonly offers: readonly Offer[];
  /** Points for what is no purchase, in declared order. */
  readonly actions: readonly ActionOffer[];
  readonly referral: Referral | null;
  /** What tiers take off the price, then as declared. */
  readonly discounts: readonly Discount[];
  /** As declared. */
  readonly partners: readonly Partner[];
  /** Zones of the stores that have one of their own. */
  readonly storeZones: ReadonlyMap<string, string>;
  readonly clawBack: ClawBack;
  readonly refundGrace: Duration;
  readonly claimWithin: Duration;
  /** How far ahead a till's clock may be. */
  readonly clockSkew: Duration;
  /** How long points stay set aside for an order that does not say. */
  readonly holdLapsesAfter: Duration;
  readonly holdLapsesAfterMax: Duration;
  /** Absent: gifts have no bounds. */
  readonly transfers?: TransferLimits;
  /** Absent: nothing is refused or held for how often it happens. */
  readonly velocity?: Velocity;
  /** Absent: payments with points are taken as they are sent, and their redemptions are not looked at. */
  readonly payWithPoints?: PayWithPoints;
  readonly autoEnrolment: AutoEnrolment;
}

/** What of one wallet members may give to others; absent: no bound. Days and months by the clocks of the programme. */
export interface TransferLimits {
  readonly perDay?: bigint;
  readonly perMonth?: bigint;
  /** At once. */
  readonly least?: bigint;
}

/** One unit counts as `rate` units of the main currency; exactly: minor × numerator ÷ denominator is main minor. */
export interface Currency {
  readonly code: string;
  /** Digits after its point. */
  readonly exponent: number;
  readonly rate: string;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export interface Wallet {
  readonly id: string;
  /** How its points are called on a receipt. */
  readonly unit: { readonly one: string; readonly other: string };
  /** The same in both languages. */
  readonly words: Unit;
  readonly timeZone: string;
  /** Null: never. Runs from availability. */
  readonly expiry: ShiftRule | null;
  readonly pending: Pending;
  /** For all that a Purchase earns in it; absent: no bounds. */
  readonly limits?: readonly Limit[];
}

/** At once, after a time, or when an action (order shipped, return window passed) is reported. */
export type Pending = { readonly after: Duration | null } | { readonly action: string };

/** Points per amount on the eligible lines. In explanations it is the offer `base`. */
export interface BaseRule {
  readonly id: 'base';
  readonly wallet: Wallet;
  readonly points: bigint;
  /** In minor units of the main currency. */
  readonly per: Minor;
  readonly rounding: Rounding;
  readonly basis: Basis;
  readonly eligibility: Eligibility;
  /** By currency: "1 point per 1.00 EUR, rounded down". */
  readonly texts: ReadonlyMap<string, string>;
  /** Its own and those of its wallet; absent: no bounds. */
  readonly limits?: readonly Limit[];
}

export interface Basis {
  readonly discount: 'after' | 'before';
  readonly tax: 'as-priced' | 'included' | 'excluded';
  readonly paidWithPoints: 'excluded' | 'included';
}

export interface Eligibility {
  readonly kinds: ReadonlySet<LineKind>;
  /** Absent: every line. */
  readonly include?: LineList;
  readonly exclude: LineList;
  /** In minor units of the main currency, before the line's discount. */
  readonly unitPriceAbove: Minor | null;
}

/** A line is on it by its SKU or by one of its categories. */
export interface LineList {
  readonly skus: CodeList;
  readonly categories: CodeList;
}

export type ClawBack = 'only_pending' | 'within_balance' | 'unlimited';

export interface ProgrammeTiers {
  readonly rules: TierRules;
  /** Of every tier that is declared. */
  readonly benefits: ReadonlyMap<string, TierBenefits>;
}

/** What a tier has; nothing is handed up from the tiers below. */
export interface TierBenefits {
  /** In ten-thousandths, and more than one; applied as the offer `tier-ID`. */
  readonly multiply: Multiply['factor'] | null;
  /** In ten-thousandths of the price: 750 is 7.5 %. */
  readonly discount: bigint | null;
  /** Rewards that are open to it, by id. */
  readonly rewards: ReadonlySet<string> | null;
}

/** Members of whom a condition holds now. */
export interface Segment {
  readonly name: string;
  readonly when: Condition;
  readonly texts: Texts | null;
}

export interface AutoEnrolment {
  readonly when: 'never' | 'always' | { readonly spentAtLeast: Minor };
  /** Whether the Purchase that enrols earns. */
  readonly earns: boolean;
}
