import type { MatchedUnits } from '@loyalty/contracts';
import { formatMoney, formatQuantity } from '@loyalty/programme';

/** What of a purchase a return gave back, in words; a return may also have matched other purchases. */
export function returnedUnits(matched: readonly MatchedUnits[], purchase: string | undefined): string {
  return matched
    .filter((units) => purchase === undefined || units.purchase === purchase)
    .map((units) => `${amountOf(units)} of line ${units.line}`)
    .join(', ');
}

/** Where only money went back, no units did; where neither did, a bonus went with a purchase that had qualified it. */
function amountOf({ quantity, amount, currency }: MatchedUnits): string {
  if (quantity === 0n && amount === 0n) return 'a bonus';
  return quantity === 0n ? `${formatMoney(amount, currency)} ${currency}` : formatQuantity(quantity);
}
