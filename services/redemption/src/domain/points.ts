import type { WalletPoints } from '@loyalty/ledger';
import type { SentPoints } from './sent-redemption.js';

/** Sums by wallet, in order of wallet: however it was divided, the same is meant. */
export function sumByWallet(parts: readonly WalletPoints[]): readonly WalletPoints[] {
  const sums = new Map<string, bigint>();
  for (const { wallet, points } of parts) sums.set(wallet, (sums.get(wallet) ?? 0n) + points);
  return [...sums]
    .map(([wallet, points]) => ({ wallet, points }))
    .sort((one, other) => (one.wallet < other.wallet ? -1 : 1));
}

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
