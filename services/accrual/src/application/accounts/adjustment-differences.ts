import type { PointsAdjusted } from '@loyalty/ledger';
import type { AdjustAccount } from './adjust-account.js';

/**
 * Which parts of what was asked differ from the adjustment that was made under the same key. Whether its terms were asked for
 * or are the programme's, and what it was allowed, is not in the log: they are named when nothing else differs.
 */
export function adjustmentDifferences(
  { changes, lots: [lot], reason }: PointsAdjusted,
  asked: AdjustAccount,
): readonly string[] {
  const points = changes.reduce((sum, { available, pending }) => sum + available + pending, 0n);
  const isOther = {
    wallet: changes.every(({ wallet }) => wallet !== asked.wallet),
    points: points !== asked.points,
    reason: reason !== asked.reason,
    availableAt: lot !== undefined && asked.availableAt !== undefined && lot.availableAt !== asked.availableAt,
    expiresAt: lot !== undefined && asked.expiresAt !== undefined && lot.expiresAt !== asked.expiresAt,
  };
  const differing = Object.entries(isOther).flatMap(([part, differs]) => (differs ? [part] : []));
  return differing.length > 0 ? differing : ['availableAt', 'expiresAt', 'allowNegative'];
}
