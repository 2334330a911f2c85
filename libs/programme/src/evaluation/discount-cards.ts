import { MONEY_SCALE, type HistoryFacts } from '../conditions/index.js';
import type { Discount, DiscountStep } from '../discount.js';
import { formatShortest } from '../money/decimal.js';
import type { Programme } from '../programme.js';
import type { Minor } from '../purchase.js';
import { SPEND_SCALE } from '../tiers/measures.js';
import type { Texts } from '../text/texts.js';

/** Where a member stands on a discount that grows by what was spent. */
export interface DiscountCard {
  readonly offer: string;
  readonly texts: Texts;
  /** As in `7.5`: what the next purchase gets; null below the first step. */
  readonly percent: string | null;
  /** What was spent and kept so far, in minor units of the main currency, rounded down. */
  readonly spent: Minor;
  /** Null at the top. */
  readonly next: {
    readonly percent: string;
    /** In minor units of the main currency. */
    readonly spentAtLeast: Minor;
    /** What is still to be spent, rounded up. */
    readonly missing: Minor;
  } | null;
}

/** Whether any discount asks for what was spent before. */
export function growsBySpend({ discounts }: Pick<Programme, 'discounts'>): boolean {
  return discounts.some(isGrowing);
}

/** What was spent, from the measure that is exact in every currency, as discounts and conditions ask for it. */
export function spendFact({ currencies, currency }: Programme, spent: bigint): Pick<HistoryFacts, 'spend'> {
  const exponent = currencies.get(currency)?.exponent ?? 2;
  return { spend: (spent * 10n ** BigInt(MONEY_SCALE - exponent)) / SPEND_SCALE };
}

/**
 * The discounts that grow and ask nothing else of the member, in the order of the document, by what was spent and kept
 * (in 1 ÷ SPEND_SCALE of the main currency's minor unit).
 */
export function discountCards({ discounts }: Programme, spent: bigint): readonly DiscountCard[] {
  return discounts.filter((each) => isGrowing(each) && isForEverybody(each)).map((each) => cardOf(each, spent));
}

function cardOf({ id, steps }: Discount, spent: bigint): DiscountCard {
  const isReached = ({ spentAtLeast }: DiscountStep) => spent >= spentAtLeast * SPEND_SCALE;
  const [reached, next] = [steps.findLast(isReached), steps.find((step) => !isReached(step))];
  return {
    offer: id,
    texts: (reached ?? next)?.texts ?? { en: '', ru: '' },
    percent: reached ? formatShortest(reached.percent, 2) : null,
    spent: spent / SPEND_SCALE,
    next: next
      ? {
          percent: formatShortest(next.percent, 2),
          spentAtLeast: next.spentAtLeast,
          missing: (next.spentAtLeast * SPEND_SCALE - spent + SPEND_SCALE - 1n) / SPEND_SCALE,
        }
      : null,
  };
}

function isGrowing({ steps }: Discount): boolean {
  return steps.some(({ spentAtLeast }) => spentAtLeast > 0n);
}

/** What asks for a tier or a day is told by a quote, which knows both. */
function isForEverybody({ only: { tiers, segments, birthday, when } }: Discount): boolean {
  return !tiers && !segments && !birthday && !when;
}
