import type { AccountMovedOut } from '@loyalty/ledger';

/** What of a wallet moved. */
export interface MovedWallet {
  readonly wallet: string;
  readonly available: bigint;
  readonly held: bigint;
  readonly pending: bigint;
  /** A debt, which moved too. */
  readonly owed: bigint;
  /** What the move that is undone had brought and is not there any more: spent in burn order, expired, or taken back. */
  readonly gone: bigint;
}

type Sums = { -readonly [Name in keyof MovedWallet]: MovedWallet[Name] };

/** By wallet; `brought` is what the move that is undone had moved. */
export function sumsOf(out: AccountMovedOut, brought: AccountMovedOut | undefined): readonly MovedWallet[] {
  const wallets = new Map<string, Sums>();
  const of = (wallet: string) => {
    const sums = wallets.get(wallet) ?? { wallet, available: 0n, held: 0n, pending: 0n, owed: 0n, gone: 0n };
    wallets.set(wallet, sums);
    return sums;
  };
  for (const { wallet, points } of out.slices) of(wallet).available += points;
  for (const { wallet, points } of heldBy(out)) of(wallet).held += points;
  for (const { wallet, points } of out.lots) of(wallet).pending += points;
  for (const { wallet, points } of out.owed) of(wallet).owed += points;
  if (!brought) return [...wallets.values()];

  const there = new Map<string, bigint>();
  for (const { lot, points } of lotsOf(out)) there.set(lot, (there.get(lot) ?? 0n) + points);
  for (const { lot, wallet, points } of lotsOf(brought)) {
    const left = there.get(lot) ?? 0n;
    const still = left < points ? left : points;
    there.set(lot, left - still);
    of(wallet).gone += points - still;
  }
  return [...wallets.values()];
}

const heldBy = ({ holds }: AccountMovedOut) => holds.flatMap(({ slices }) => slices);
const lotsOf = (out: AccountMovedOut) => [...out.slices, ...heldBy(out), ...out.lots];
