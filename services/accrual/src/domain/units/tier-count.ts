import type { CountedLine, CountedLines, TierCount } from '@loyalty/programme';
import { goneFrom } from './gone.js';
import { lineLoads } from './line-loads.js';
import { NOTHING_GIVEN_BACK, type RecordedPurchase } from '../purchase-state.js';
import { pointsAlreadyReturned } from './units.js';

/** What of a Purchase counts towards tiers. */
export type TierSum = Pick<TierCount, 'counted' | 'visits'>;

/**
 * What counts of a purchase as its stream says at one moment, less what went back: of a line's points and money its units
 * carry what rule 6 says, so that returns of any sizes take away exactly what the line had counted. A visit is one as long
 * as one of the lines is there.
 */
export function countsOf(purchase: RecordedPurchase, parts: readonly CountedLines[]): TierSum {
  const loads = lineLoads(purchase);
  const { isGone } = goneFrom(purchase);
  const kept = ({ line, points, spend }: CountedLine) => {
    const load = loads.get(line);
    const before = purchase.givenBack.get(line) ?? NOTHING_GIVEN_BACK;
    const shares = new Map([
      ['points', points],
      ['spend', spend],
    ]);
    const gone = load ? pointsAlreadyReturned({ ...load, lots: shares }, before) : shares;
    return { points: points - (gone.get('points') ?? 0n), spend: spend - (gone.get('spend') ?? 0n) };
  };
  const counted = parts.map(({ wallet, lines }) => {
    const each = lines.map(kept);
    return {
      wallet,
      points: each.reduce((sum, { points }) => sum + points, 0n),
      spend: each.reduce((sum, { spend }) => sum + spend, 0n),
    };
  });
  const isThere = parts.some(({ lines }) => lines.some(({ line }) => !isGone(line)));
  return { counted, visits: isThere ? 1n : 0n };
}

/** What was there at one moment and no longer is at another. */
export function countsGone(before: TierSum, after: TierSum): TierSum {
  const counted = before.counted.map(({ wallet, points, spend }, at) => ({
    wallet,
    points: points - (after.counted[at]?.points ?? 0n),
    spend: spend - (after.counted[at]?.spend ?? 0n),
  }));
  return { counted, visits: before.visits - after.visits };
}

/** Whether this is what is counted of a purchase so far, in points: what it counted less what its returns have taken. */
export function isLeft({ counted }: TierSum, purchase: string, counts: readonly TierCount[]): boolean {
  return counted.every(({ wallet, points }) => {
    const moves = counts.filter((each) => each.purchase === purchase);
    const left = moves.reduce((sum, { kind, counted: parts }) => {
      const own = parts.find((part) => part.wallet === wallet)?.points ?? 0n;
      return kind === 'purchase' ? sum + own : sum - own;
    }, 0n);
    return left === points;
  });
}

export function countsNothing({ counted, visits }: TierSum): boolean {
  return visits === 0n && counted.every(({ points, spend }) => points === 0n && spend === 0n);
}
