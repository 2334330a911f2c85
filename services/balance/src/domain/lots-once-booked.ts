import type { LedgerEvent } from '@loyalty/ledger';
import { lotMovements } from './lot-movements.js';

interface LotBooks {
  readonly lot: string;
  readonly expiresAt: number | null;
  readonly available: bigint;
  readonly held: bigint;
  readonly pending: bigint;
}

/** The same Lots as they stand once these events, which are due, have been booked. */
export function lotsOnceBooked<Lot extends LotBooks>(lots: readonly Lot[], due: readonly LedgerEvent[]): Lot[] {
  const placed = new Map(lots.map((lot) => [placeOf(lot.lot, lot.expiresAt), { ...lot }]));
  for (const { slice, available, held, pending } of due.flatMap(lotMovements)) {
    const place = placeOf(slice.lot, slice.expiresAt);
    const lot = placed.get(place);
    if (!lot) continue;
    placed.set(place, {
      ...lot,
      available: lot.available + available,
      held: lot.held + held,
      pending: lot.pending + pending,
    });
  }
  return [...placed.values()];
}

function placeOf(lot: string, expiresAt: number | null): string {
  return `${lot}/${expiresAt}`;
}
