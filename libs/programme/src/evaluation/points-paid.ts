import { spread } from '../money/spread.js';
import type { Programme } from '../programme.js';
import type { Minor, Purchase } from '../purchase.js';
import { pointsWeights } from './pay-with-points.js';

/** What of one payment each line bears. */
export interface PointsPart {
  readonly line: string;
  readonly points: bigint;
  readonly amount: Minor;
}

type Paying = Pick<Programme, 'payWithPoints' | 'currencies'>;

/** What points paid, spread over the lines that they may pay for by what each of them costs (rule 20). Undefined where nothing was. */
export function spreadPointsPaid(programme: Paying, purchase: Purchase): readonly Minor[] | undefined {
  let paid = 0n;
  for (const payment of purchase.payments) if (payment.kind === 'points') paid += payment.amount;
  return paid === 0n ? undefined : spread(paid, pointsWeights(programme, purchase));
}

/**
 * Payment by payment what each line bears of its points and of its money. Lines that bear nothing are left out. Several
 * payments share what a line bears of all of them: each takes its part of what those before it have left, so that the
 * parts of a line sum to what `spreadPointsPaid` says of it.
 */
export function spreadPayments(
  programme: Paying,
  purchase: Purchase,
  payments: readonly { readonly points: bigint; readonly amount: Minor }[],
): readonly (readonly PointsPart[])[] {
  const weights = pointsWeights(programme, purchase);
  let left = spreadPointsPaid(programme, purchase) ?? [];
  return payments.map(({ points, amount }) => {
    const money = spread(amount, left);
    left = left.map((each, at) => each - (money[at] ?? 0n));
    const carried = spread(points, weights);
    return purchase.lines.flatMap(({ id }, at) => {
      const part = { line: id, points: carried[at] ?? 0n, amount: money[at] ?? 0n };
      return part.points === 0n && part.amount === 0n ? [] : [part];
    });
  });
}
