import { isListed } from '../pattern.js';
import type { Currency, Eligibility, LineList, Programme } from '../programme.js';
import type { Line } from '../purchase.js';

const MILLION = 1_000_000n;

/** Whether a base rule looks at this line: only such lines earn, and only such lines match a blind return. */
export function eligible(programme: Programme, line: Line, currencyCode: string): boolean {
  const currency = programme.currencies.get(currencyCode);
  return !!currency && programme.offers.some((offer) => isEligible(offer.eligibility, line, currency));
}

export function isEligible(eligibility: Eligibility, line: Line, currency: Currency): boolean {
  if (!eligibility.kinds.has(line.kind)) return false;
  if (eligibility.include && !isOn(eligibility.include, line)) return false;
  if (isOn(eligibility.exclude, line)) return false;
  return eligibility.unitPriceAbove === null || costsMoreThan(eligibility.unitPriceAbove, line, currency);
}

function isOn(list: LineList, line: Line): boolean {
  if (isListed(list.skus, line.sku)) return true;
  for (const category of line.categories) if (isListed(list.categories, category)) return true;
  return false;
}

/** One unit's price before its discount, compared without dividing. */
function costsMoreThan(unitPrice: bigint, line: Line, currency: Currency): boolean {
  const price = (line.amount + line.discount) * currency.numerator * MILLION;
  return price > unitPrice * line.quantity * currency.denominator;
}
