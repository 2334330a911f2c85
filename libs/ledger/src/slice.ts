import type { LotTerms, Points, Slice, WalletPoints } from './nouns.js';

/** So many points of a Lot, with its terms and nothing else. */
export function sliceOf(terms: LotTerms, points: Points): Slice {
  const slice = {
    lot: terms.lot,
    wallet: terms.wallet,
    points,
    earnedAt: terms.earnedAt,
    expiresAt: terms.expiresAt,
    member: terms.member,
  };
  if (terms.partner === undefined && terms.origin === undefined) return slice;
  return {
    ...slice,
    ...(terms.partner === undefined ? {} : { partner: terms.partner }),
    ...(terms.origin === undefined ? {} : { origin: terms.origin }),
  };
}

/** Sums by wallet, in the order in which wallets first appear. */
export function totals(parts: readonly WalletPoints[]): WalletPoints[] {
  const [only] = parts;
  if (only && parts.length === 1) return [{ wallet: only.wallet, points: only.points }];
  const sums = new Map<string, Points>();
  for (const { wallet, points } of parts) sums.set(wallet, (sums.get(wallet) ?? 0n) + points);
  return [...sums].map(([wallet, points]) => ({ wallet, points }));
}
