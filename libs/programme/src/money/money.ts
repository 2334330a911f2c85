import type { Micro, Minor } from '../purchase.js';
import { currencyExponent } from './currency.js';
import { formatDecimal, formatShortest, parseDecimal } from './decimal.js';
import { divide } from './rounding.js';

const MICRO_SCALE = 6;
const MICRO_BY_MICRO = 10n ** 12n;

/** Money in minor units. Undefined for an unknown currency, a negative amount, or more decimals than the currency has. */
export function parseMoney(text: string, currency: string): Minor | undefined {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) return undefined;
  return notNegative(parseDecimal(text, exponent));
}

/** Throws for a currency that `parseMoney` would not have read: such money cannot exist. */
export function formatMoney(minor: Minor, currency: string): string {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) throw new Error(`Money of the unknown currency ${currency}.`);
  return formatDecimal(minor, exponent);
}

/** More than nothing, with up to six decimals. */
export function parseQuantity(text: string): Micro | undefined {
  const quantity = parseDecimal(text, MICRO_SCALE);
  return quantity !== undefined && quantity > 0n ? quantity : undefined;
}

export function formatQuantity(quantity: Micro): string {
  return formatShortest(quantity, MICRO_SCALE);
}

/** Prices of one unit may be finer than the currency's coins: up to six decimals, in millionths of the currency's unit. */
export function parseUnitPrice(text: string): Micro | undefined {
  return notNegative(parseDecimal(text, MICRO_SCALE));
}

export interface PricedLine {
  readonly quantity: Micro;
  readonly unitPrice: Micro;
  readonly discount: Minor;
}

/** What a line without `amount` costs (rule 22): quantity × unit price − discount, half-up. Below zero: a wrong discount. */
export function lineAmount(line: PricedLine, currency: string): Minor {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) throw new Error(`A line in the unknown currency ${currency}.`);
  const price = divide(line.quantity * line.unitPrice * 10n ** BigInt(exponent), MICRO_BY_MICRO, 'half-up');
  return price - line.discount;
}

function notNegative(value: bigint | undefined): bigint | undefined {
  return value !== undefined && value >= 0n ? value : undefined;
}
