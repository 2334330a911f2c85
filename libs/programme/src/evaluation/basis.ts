import type { Basis } from '../programme.js';
import { divide } from '../money/rounding.js';
import { spread } from '../money/spread.js';
import { payable } from '../money/totals.js';
import type { Line, Minor, Purchase } from '../purchase.js';

/** What points paid, spread over all lines by what each of them costs (rule 20). Undefined where nothing was. */
export function spreadPointsPaid(purchase: Purchase): readonly Minor[] | undefined {
  let paid = 0n;
  for (const payment of purchase.payments) if (payment.kind === 'points') paid += payment.amount;
  if (paid === 0n) return undefined;
  return spread(
    paid,
    purchase.lines.map((line) => payable(line, purchase.taxIncluded)),
  );
}

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
