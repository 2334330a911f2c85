import { divide } from '../money/rounding.js';
import type { BaseRule, Currency } from '../programme.js';
import type { Minor } from '../purchase.js';

/**
 * Points per amount, in whole points. Rounded once per Purchase and wallet, after summing: a cent left over on each of
 * ten lines still counts.
 */
export function basePoints(rule: BaseRule, sum: Minor, currency: Currency): bigint {
  return divide(sum * rule.points * currency.numerator, rule.per * currency.denominator, rule.rounding);
}
