import { type Account, bookedAt, type LedgerEvent } from '@loyalty/ledger';

interface Logged {
  readonly event: LedgerEvent;
  readonly recorded: { readonly occurredAt: number; readonly recordedAt: number };
}

type Sums = Record<string, { available: number; held: number; pending: number; shortfall: number }>;

/** Rule 11 read aloud: of what was known by then, what had happened by then. */
export function naiveSums(history: readonly Logged[], asOf: number, knownAt: number): Sums {
  const sums: Sums = {};
  for (const { event, recorded } of history) {
    if (recorded.occurredAt > asOf || recorded.recordedAt > knownAt) continue;
    for (const change of event.changes) {
      const sum = (sums[change.wallet] ??= { available: 0, held: 0, pending: 0, shortfall: 0 });
      sum.available += Number(change.available);
      sum.held += Number(change.held);
      sum.pending += Number(change.pending);
      sum.shortfall += Number(change.shortfall);
    }
  }
  return sums;
}

export interface LeftOfLot {
  available: number;
  held: number;
  pending: number;
}

/** What is left of each Lot once all that is due is booked, by lot and expiry. */
export function leftOfLots(account: Account, now: number): Record<string, LeftOfLot> {
  const booked = bookedAt(account, now);
  const left: Record<string, LeftOfLot> = {};
  const add = (slice: { lot: string; expiresAt: number | null; points: bigint }, book: keyof LeftOfLot) => {
    const lot = (left[`${slice.lot} ${slice.expiresAt}`] ??= { available: 0, held: 0, pending: 0 });
    lot[book] += Number(slice.points);
  };
  for (const wallet of booked.wallets) for (const lot of inOrder(wallet.lots)) add(lot, 'available');
  for (const lot of inOrder(booked.pending)) add(lot, 'pending');
  for (const hold of inOrder(booked.lapsing)) for (const slice of hold.slices) add(slice, 'held');
  return left;
}

type Tree<Entry> = readonly Entry[] | { readonly parts: readonly Tree<Entry>[] } | undefined;

function inOrder<Entry>(tree: Tree<Entry>): Entry[] {
  if (!tree) return [];
  return 'parts' in tree ? tree.parts.flatMap((part) => inOrder(part)) : [...tree];
}
