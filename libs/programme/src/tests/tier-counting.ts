import { pointsOfFirst } from '@loyalty/ledger';
import type { Programme } from '../programme.js';
import { countedLines, type CountedLines } from '../tiers/tier-counts.js';
import type { TierCount } from '../tiers/counted-tiers.js';
import type { Explanation } from '../evaluation/evaluation.js';
import type { Micro, Purchase } from '../purchase.js';

type Counted = Pick<TierCount, 'counted' | 'visits'>;

/** What a purchase counts towards tiers while so much of each line has come back; a visit as long as a line is there. */
export function countedOf(
  programme: Programme,
  purchase: Purchase,
  explanation: readonly Pick<Explanation, 'offer' | 'wallet' | 'points' | 'lines'>[],
  returned: (line: string) => Micro = () => 0n,
): Counted {
  const parts = explanation.length === 0 ? [] : countedLines(programme, purchase, explanation);
  const quantityOf = (line: string) => purchase.lines.find(({ id }) => id === line)?.quantity ?? 0n;
  const kept = (line: string, points: bigint) =>
    points - pointsOfFirst(returned(line), { points, quantity: quantityOf(line) });
  const isThere = ({ lines }: CountedLines) => lines.some(({ line }) => returned(line) < quantityOf(line));
  return {
    counted: parts.map(({ wallet, lines }) => ({
      wallet,
      points: lines.reduce((sum, { line, points }) => sum + kept(line, points), 0n),
      spend: lines.reduce((sum, { line, spend }) => sum + kept(line, spend), 0n),
    })),
    visits: parts.some(isThere) ? 1n : 0n,
  };
}

/** What was counted at one moment and no longer is at another. */
export function uncounted(before: Counted, after: Counted): Counted {
  const counted = before.counted.map(({ wallet, points, spend }, at) => ({
    wallet,
    points: points - (after.counted[at]?.points ?? 0n),
    spend: spend - (after.counted[at]?.spend ?? 0n),
  }));
  return { counted, visits: before.visits - after.visits };
}
