import type { ReturnedLine } from '@loyalty/contracts';
import type { MadePoints } from '@loyalty/ledger';
import type { RecordedPurchase } from '../purchase-state.js';

/** What goes back of one purchase. */
export interface GoingBack {
  readonly stream: string;
  readonly purchase: RecordedPurchase;
  readonly lines: readonly ReturnedLine[];
}

/** The points that these units carry, by Lot. */
export function madeBy({ outcome }: RecordedPurchase, lines: readonly ReturnedLine[]): readonly MadePoints[] {
  const byLot = new Map<string, bigint>();
  for (const { lots } of lines) {
    for (const { lot, points } of lots) byLot.set(lot, (byLot.get(lot) ?? 0n) + points);
  }
  return (outcome?.lots ?? []).map(({ id, wallet }) => ({ lot: id, wallet, points: byLot.get(id) ?? 0n }));
}
