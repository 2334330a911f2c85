import { isListed } from '../pattern.js';
import type { Currency, Eligibility, LineList, Programme } from '../programme.js';
import type { Line } from '../purchase.js';

const MILLION = 1_000_000n;

/**
 * Whether a base rule looks at this line: only such lines match a blind return. Where a wallet has none, its offers say
 * what earns, or the stamps of a coffee could never be given back blindly.
 */
export function eligible({ currencies, baseRules, offers }: Programme, line: Line, currencyCode: string): boolean {
  const currency = currencies.get(currencyCode);
  if (!currency) return false;
  if (baseRules.some((rule) => isEligible(rule.eligibility, line, currency))) return true;
  // A condition of lines may ask for more than the line: what no longer has its purchase is not asked.
  return offers.some(({ base, lines }) => !base && (!lines || isEligible(lines, line, currency)));
}

export function isEligible(eligibility: Eligibility, line: Line, currency: Currency): boolean {
  return eligibility.kinds.has(line.kind) && isNamed(eligibility, line, currency);
}

/** Whatever its kind. */
export function isNamed(eligibility: Eligibility, line: Line, currency: Currency): boolean {
  if (eligibility.include && !isOn(eligibility.include, line)) return false;
  if (isOn(eligibility.exclude, line)) return false;
  return eligibility.unitPriceAbove === null || costsMoreThan(eligibility.unitPriceAbove, line, currency);
}

function isOn({ skus, categories }: LineList, line: Line): boolean {
  if (isListed(skus, line.sku)) return true;
  if (!categories.isEmpty) for (const category of line.categories) if (isListed(categories, category)) return true;
  return false;
}

/** One unit's price before its discount, compared without dividing. */
function costsMoreThan(unitPrice: bigint, line: Line, currency: Currency): boolean {
  const price = (line.amount + line.discount) * currency.numerator * MILLION;
  return price > unitPrice * line.quantity * currency.denominator;
}
