import type { NewLot } from './earn.js';
import type { Instant } from './nouns.js';

/** Days as people write them; times in UTC. */
export function at(text: string): Instant {
  const instant = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(instant)) throw new Error(`not a date: ${text}`);
  return instant;
}

export interface LotSketch {
  readonly points: number;
  readonly wallet?: string;
  /** Absent: at once. */
  readonly available?: string | null;
  readonly expires?: string;
  readonly awaits?: string;
  readonly partner?: string;
}

/** A Lot from a few words. */
export function newLot(lot: string, sketch: LotSketch, occurredAt: Instant): NewLot {
  const { points, wallet = 'points', available, expires, awaits, partner } = sketch;
  return {
    lot,
    wallet,
    points: BigInt(points),
    availableAt: available === undefined ? occurredAt : available === null ? null : at(available),
    expiresAt: expires === undefined ? null : at(expires),
    ...(awaits === undefined ? {} : { awaits: { action: awaits, expiresAfter: 'P1Y' } }),
    ...(partner === undefined ? {} : { partner }),
  };
}

/** A number is of the Wallet `points`. */
export function parts(points: number | Record<string, number>): { wallet: string; points: bigint }[] {
  const byWallet = typeof points === 'number' ? { points } : points;
  return Object.entries(byWallet).map(([wallet, count]) => ({ wallet, points: BigInt(count) }));
}
