import type { Condition } from './conditions/condition.js';
import type { Rounding } from './money/rounding.js';
import type { PurchaseFilter } from './offer.js';
import type { Eligibility } from './programme.js';
import type { Minor } from './purchase.js';
import type { Texts } from './text/texts.js';

/** A percentage off the price at the till: a discount card, or what a tier has. Checked and exact. */
export interface Discount {
  /** `tier-ID` for what a tier has. */
  readonly id: string;
  /** From the lowest spend up; the last one that was reached counts. */
  readonly steps: readonly DiscountStep[];
  readonly lines: Eligibility;
  readonly linesWhen: Condition | null;
  readonly only: PurchaseFilter;
  /** Of the discount of a Purchase as a whole. */
  readonly rounding: Rounding;
}

export interface DiscountStep {
  /** What was spent and kept before the Purchase, in minor units of the main currency; zero: from the first Purchase on. */
  readonly spentAtLeast: Minor;
  /** In ten-thousandths of the price. */
  readonly percent: bigint;
  /** What the document calls the discount, else how much this step takes off. */
  readonly texts: Texts;
}
