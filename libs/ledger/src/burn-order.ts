import type { Instant, LotId, Points, Slice, WalletPoints } from './nouns.js';
import { sliceOf } from './slice.js';

export interface BurnKey {
  readonly expiresAt: Instant | null;
  readonly earnedAt: Instant;
  readonly lot: LotId;
}

/**
 * Soonest to expire first, never-expiring last; ties by when it was earned, then by lot id. Holds, burns, expiry and
 * transfers must all walk Lots in this one order: if they disagreed, breakage would be booked against points already
 * spent.
 */
export function burnOrder(one: BurnKey, other: BurnKey): number {
  if (one.expiresAt !== other.expiresAt) {
    if (one.expiresAt === null) return 1;
    if (other.expiresAt === null) return -1;
    return one.expiresAt - other.expiresAt;
  }
  if (one.earnedAt !== other.earnedAt) return one.earnedAt - other.earnedAt;
  return one.lot < other.lot ? -1 : one.lot > other.lot ? 1 : 0;
}

/** The first `points` of slices that are in burn order, and what is left of them. */
export function split(slices: readonly Slice[], points: readonly WalletPoints[]): { taken: Slice[]; left: Slice[] } {
  const wanted = new Map<string, Points>();
  for (const each of points) wanted.set(each.wallet, (wanted.get(each.wallet) ?? 0n) + each.points);
  const taken: Slice[] = [];
  const left: Slice[] = [];
  for (const slice of slices) {
    const want = wanted.get(slice.wallet) ?? 0n;
    const take = want < slice.points ? want : slice.points;
    if (take > 0n) {
      taken.push(sliceOf(slice, take));
      wanted.set(slice.wallet, want - take);
    }
    if (take < slice.points) left.push(sliceOf(slice, slice.points - take));
  }
  return { taken, left };
}
