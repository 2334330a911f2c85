import type { Programme } from '../programme.js';
import type { Purchase } from '../purchase.js';
import { eligible } from './eligibility.js';

/**
 * Whether this Purchase of someone unknown makes them a Member. A sum is "at least", on what the eligible lines cost as
 * their prices show it.
 */
export function isQualifying(programme: Programme, purchase: Purchase): boolean {
  const { when } = programme.autoEnrolment;
  if (when === 'always') return true;
  if (when === 'never') return false;

  const currency = programme.currencies.get(purchase.currency);
  if (!currency) return false;
  let spent = 0n;
  for (const line of purchase.lines) if (eligible(programme, line, purchase.currency)) spent += line.amount;
  return spent * currency.numerator >= when.spentAtLeast * currency.denominator;
}
