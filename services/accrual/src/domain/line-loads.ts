import type { PurchaseLot, PurchaseRecorded } from '@loyalty/contracts';
import type { RecordedPurchase } from './purchase-state.js';
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
  const loads = facts.lines.map((line): [string, LineLoad] => {
    const amount = facts.taxIncluded ? line.amount : line.amount + line.tax;
    return [line.id, { line: line.id, quantity: line.quantity, amount, lots: carried.get(line.id) ?? NOTHING }];
  });
  return new Map(loads);
}

const NOTHING: ReadonlyMap<string, bigint> = new Map();
