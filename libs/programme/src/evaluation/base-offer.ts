import { formatMoney } from '../money/money.js';
import { divide } from '../money/rounding.js';
import { spread } from '../money/spread.js';
import type { Offer, Programme } from '../programme.js';
import type { Minor, Purchase } from '../purchase.js';
import { lineBasis, spreadPointsPaid } from './basis.js';
import { isEligible } from './eligibility.js';

/** What one offer gives to one Purchase, and to which of its lines. */
export interface Award {
  readonly offer: Offer;
  readonly points: bigint;
  /** Positions of the lines that the offer looked at. */
  readonly looked: readonly number[];
  /** What each of them carries, in the same order. */
  readonly parts: readonly bigint[];
  readonly basis: string;
  readonly text: string;
}

/**
 * Points per amount. Rounded once per Purchase and wallet, after summing: a cent left over on each of ten lines still
 * counts. Undefined where the offer looks at no line.
 */
export function applyBaseOffer(offer: Offer, programme: Programme, purchase: Purchase): Award | undefined {
  const currency = programme.currencies.get(purchase.currency);
  if (!currency) throw new Error(`${programme.id} was to evaluate ${purchase.currency}, which it does not take.`);

  const pointsPaid = spreadPointsPaid(purchase);
  const looked: number[] = [];
  const weights: Minor[] = [];
  let sum = 0n;
  purchase.lines.forEach((line, index) => {
    if (!isEligible(offer.eligibility, line, currency)) return;
    const money = lineBasis(line, offer.basis, purchase, pointsPaid?.[index] ?? 0n);
    looked.push(index);
    weights.push(money);
    sum += money;
  });
  if (looked.length === 0) return undefined;

  const points = divide(sum * offer.points * currency.numerator, offer.per * currency.denominator, offer.rounding);
  const text = offer.texts.get(purchase.currency) ?? '';
  return { offer, points, looked, parts: spread(points, weights), basis: formatMoney(sum, purchase.currency), text };
}
