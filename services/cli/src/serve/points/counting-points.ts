import type { Programme } from '@loyalty/programme';
import { counter } from '@loyalty/service-host';
import type { Counting } from './counted-store.js';

const points = counter('loyalty_points_total', 'Points moved, by verb, wallet and programme', [
  'verb',
  'wallet',
  'programme',
]);

/** Of points whose programme cannot be told. */
const SEVERAL = 'several';

export function countingPoints(programmes: () => readonly Programme[]): Counting {
  return {
    count: (verb, where, moved) => points.inc({ verb, ...where }, Number(moved)),
    programmeWith(wallet) {
      const [first, ...others] = programmes().filter(({ wallets }) => wallets.has(wallet));
      return first !== undefined && others.length === 0 ? first.id : SEVERAL;
    },
  };
}
