import type { LotPoints, ReturnedLine } from '@loyalty/contracts';
import { carriedBack } from './paid-with-points.js';
import type { GivenBack } from '../purchase-state.js';

/** What of a line went back, after some more of it. */
export function addReturned(before: GivenBack, line: ReturnedLine): GivenBack {
  const quantity = before.quantity + line.quantity;
  const amount = before.amount + line.amount;
  const lots = addPoints(before.lots, carriedBack(line));
  if (line.quantity > 0n) return { ...before, quantity, amount, lots };

  const amountAlone = before.amountAlone + line.amount;
  return { quantity, amount, amountAlone, lots, since: { quantity, amount, lots } };
}

function addPoints(before: ReadonlyMap<string, bigint>, lots: readonly LotPoints[]): ReadonlyMap<string, bigint> {
  const sum = new Map(before);
  for (const { lot, points } of lots) sum.set(lot, (sum.get(lot) ?? 0n) + points);
  return sum;
}
