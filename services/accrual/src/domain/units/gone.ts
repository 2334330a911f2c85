import type { Gone } from '@loyalty/programme';
import { lineLoads } from './line-loads.js';
import type { RecordedPurchase } from '../purchase-state.js';

/** What of a purchase is gone, as its stream says at one moment. */
export function goneFrom(purchase: RecordedPurchase): Gone<string> {
  const loads = lineLoads(purchase);
  const { givenBack, withdrawn } = purchase;
  return {
    withdrawn,
    points: (lot, line) => ({
      carried: loads.get(line)?.lots.get(lot) ?? 0n,
      gone: givenBack.get(line)?.lots.get(lot) ?? 0n,
    }),
    isGone(line) {
      const load = loads.get(line);
      const back = givenBack.get(line);
      if (!load || !back) return false;
      // All of its money without its units is all of it, too.
      return back.quantity === load.quantity || (load.amount > 0n && back.amount === load.amount);
    },
  };
}
