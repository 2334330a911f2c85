import { MONEY_SCALE } from '../conditions/index.js';
import type { Discount, DiscountStep } from '../discount.js';
import { formatShortest } from '../money/decimal.js';
import { divide } from '../money/rounding.js';
import { spread } from '../money/spread.js';
import type { Programme } from '../programme.js';
import type { Line, Minor, Purchase } from '../purchase.js';
import type { Texts } from '../text/texts.js';
import { isEligible } from './eligibility.js';
import { Occasion } from './occasion.js';
import { NO_STANDING, type Standing } from './standing.js';
import { unmet } from './unmet.js';

/** What is to be taken off one line, in minor units of the purchase's currency, and by which discount. */
export interface LineDiscount {
  readonly line: string;
  readonly offer: string;
  /** As in `7.5`. */
  readonly percent: string;
  readonly amount: Minor;
  readonly texts: Texts;
}

/** A discount that is due, and how much it is by what was spent before. */
interface Due {
  readonly discount: Discount;
  readonly percent: bigint;
  readonly texts: Texts;
}

const WHOLE = 10_000n;

/**
 * What cards and tiers take off a Purchase, line by line. Of the discounts for one line the greatest percentage counts, the
 * first of equal ones; nothing is taken off twice. Each is rounded once, as it declares, and spread over its lines by
 * largest remainder, so that the lines add up. Throws for a currency that the Programme does not take.
 */
export function discountsFor(
  programme: Programme,
  purchase: Purchase,
  standing: Standing = NO_STANDING,
): readonly LineDiscount[] {
  const currency = programme.currencies.get(purchase.currency);
  if (!currency) throw new Error(`${programme.id} was to discount ${purchase.currency}, which it does not take.`);
  const occasion = new Occasion(programme, purchase, currency, standing);
  const due = programme.discounts.flatMap((discount): readonly Due[] => {
    const step = unmet(discount.only, occasion) === undefined ? reached(discount.steps, occasion) : undefined;
    return step ? [{ discount, percent: step.percent, texts: step.texts }] : [];
  });
  const best = purchase.lines.map((line, at) => bestFor(line, at, due, occasion));
  const taken = new Map<number, LineDiscount>();
  for (const each of due) {
    const lines = best.flatMap((winner, at) => (winner === each ? [at] : []));
    for (const [at, told] of takenOff(each, lines, purchase)) taken.set(at, told);
  }
  return [...taken].toSorted(([one], [other]) => one - other).map(([, told]) => told);
}

function bestFor(line: Line, at: number, due: readonly Due[], occasion: Occasion): Due | undefined {
  let best: Due | undefined;
  for (const each of due) {
    if ((!best || each.percent > best.percent) && isFor(each.discount, line, at, occasion)) best = each;
  }
  return best;
}

function isFor({ lines, linesWhen }: Discount, line: Line, at: number, occasion: Occasion): boolean {
  if (!isEligible(lines, line, occasion.currency)) return false;
  const { facts } = occasion;
  return !linesWhen || linesWhen.holds({ ...facts, line: facts.purchase?.lines?.[at] });
}

/** Nothing where it is too small for any money. */
function takenOff(
  { discount, percent, texts }: Due,
  lines: readonly number[],
  purchase: Purchase,
): readonly (readonly [at: number, told: LineDiscount])[] {
  const amounts = lines.map((at) => purchase.lines[at]?.amount ?? 0n);
  const sum = amounts.reduce((all, each) => all + each, 0n);
  const parts = spread(divide(sum * percent, WHOLE, discount.rounding), amounts);
  const told = { offer: discount.id, percent: formatShortest(percent, 2), texts };
  return lines.flatMap((at, nth) => {
    const amount = parts[nth] ?? 0n;
    return amount === 0n ? [] : [[at, { line: purchase.lines[at]?.id ?? '', ...told, amount }] as const];
  });
}

/** By what was spent before; where that is unknown, only what asks for nothing. */
function reached(steps: readonly DiscountStep[], { programme, standing }: Occasion): DiscountStep | undefined {
  const exponent = programme.currencies.get(programme.currency)?.exponent ?? 2;
  const spent = standing.history?.spend ?? 0n;
  return steps.findLast(({ spentAtLeast }) => spent >= spentAtLeast * 10n ** BigInt(MONEY_SCALE - exponent));
}
