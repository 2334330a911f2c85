import type { TakenBack } from '@loyalty/contracts';

/** By wallet. */
export function sumTakenBack(parts: readonly TakenBack[]): readonly TakenBack[] {
  const sums = new Map<string, TakenBack>();
  for (const { wallet, points, shortfall } of parts) {
    const sum = sums.get(wallet);
    sums.set(wallet, { wallet, points: points + (sum?.points ?? 0n), shortfall: shortfall + (sum?.shortfall ?? 0n) });
  }
  return [...sums.values()];
}
