import type { PurchaseLot, PurchaseRecorded, RecordedLine } from '@loyalty/contracts';
import { carriedPayments } from './paid-with-points.js';
import type { RecordedPurchase } from '../purchase-state.js';
import type { LineLoad } from './units.js';

/** What every line of a Purchase carries, by line id, in line order. */
export function lineLoads({ facts, outcome }: RecordedPurchase): ReadonlyMap<string, LineLoad> {
  return loadsOf(facts, outcome?.lots ?? []);
}

export function loadsOf(facts: PurchaseRecorded, lots: readonly PurchaseLot[]): ReadonlyMap<string, LineLoad> {
  const carried = new Map<string, Map<string, bigint>>();
  for (const lot of lots) {
    for (const { line, points } of lot.lines) {
      const byLot = carried.get(line);
      if (byLot) byLot.set(lot.id, points);
      else carried.set(line, new Map([[lot.id, points]]));
    }
  }
  const amountOf = (line: RecordedLine) => (facts.taxIncluded ? line.amount : line.amount + line.tax);
  const payments = carriedPayments(facts, amountOf);
  const loads = facts.lines.map((line): [string, LineLoad] => {
    const earned = carried.get(line.id) ?? NOTHING;
    const lots = payments ? new Map([...earned, ...(payments.get(line.id) ?? NOTHING)]) : earned;
    return [line.id, { line: line.id, quantity: line.quantity, amount: amountOf(line), lots }];
  });
  return new Map(loads);
}

const NOTHING: ReadonlyMap<string, bigint> = new Map();
