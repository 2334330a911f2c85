import type { Basis } from '../programme.js';
import { divide } from '../money/rounding.js';
import { payable } from '../money/totals.js';
import type { Line, Minor, Purchase } from '../purchase.js';

/** The money of a line that an offer looks at, in the purchase's currency; `pointsPaid` is the line's part of it. */
export function lineBasis(line: Line, basis: Basis, purchase: Purchase, pointsPaid: Minor): Minor {
  let money = line.amount;
  if (basis.discount === 'before') money += line.discount;
  if (basis.tax === 'included' && !purchase.taxIncluded) money += line.tax;
  if (basis.tax === 'excluded' && purchase.taxIncluded) money -= line.tax;
  // A tax that is greater than its line's amount is a till's mistake: it may not make other lines earn less.
  if (money < 0n) return 0n;
  if (pointsPaid === 0n || basis.paidWithPoints === 'included') return money;

  const price = payable(line, purchase.taxIncluded);
  return price === 0n ? money : money - divide(money * pointsPaid, price, 'half-up');
}
