import type { ReturnedLine } from '@loyalty/contracts';
import type { RecordedPurchase } from '../purchase-state.js';

/**
 * What each line still carries of what the purchase earned: no units and no money. Taken back by a person's no, it is gone
 * for every later return, which finds nothing left to take.
 */
export function pointsLeft({ outcome, givenBack }: RecordedPurchase): readonly ReturnedLine[] {
  const byLine = new Map<string, { lot: string; points: bigint }[]>();
  for (const { id: lot, lines } of outcome?.lots ?? []) {
    for (const { line, points } of lines) {
      const left = points - (givenBack.get(line)?.lots.get(lot) ?? 0n);
      if (left > 0n) byLine.set(line, [...(byLine.get(line) ?? []), { lot, points: left }]);
    }
  }
  return [...byLine].map(([line, lots]) => ({ line, quantity: 0n, amount: 0n, lots }));
}
