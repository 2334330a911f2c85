import { sumByWallet } from '@loyalty/contracts';
import type { WalletPoints } from '@loyalty/ledger';
import type { SentPoints } from './sent-redemption.js';

export { sumByWallet };

export function readPoints(sent: readonly SentPoints[]): readonly WalletPoints[] {
  return sumByWallet(sent.map(({ wallet, points }) => ({ wallet, points: BigInt(points) })));
}

export function pointsIn(parts: readonly WalletPoints[], wallet: string): bigint {
  let sum = 0n;
  for (const part of parts) if (part.wallet === wallet) sum += part.points;
  return sum;
}

export function samePoints(one: readonly WalletPoints[], other: readonly WalletPoints[]): boolean {
  const [left, right] = [sumByWallet(one), sumByWallet(other)];
  return (
    left.length === right.length &&
    left.every(({ wallet, points }, at) => right[at]?.wallet === wallet && right[at]?.points === points)
  );
}

/** What is left of each wallet; those of which nothing is are gone. */
export function less(all: readonly WalletPoints[], taken: readonly WalletPoints[]): readonly WalletPoints[] {
  return sumByWallet(all)
    .map(({ wallet, points }) => ({ wallet, points: points - pointsIn(taken, wallet) }))
    .filter(({ points }) => points > 0n);
}
