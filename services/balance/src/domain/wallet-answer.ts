import type { Books } from './effect.js';

/** A Wallet as it is told: the four books. */
export interface WalletBooks {
  readonly wallet: string;
  readonly available: bigint;
  readonly held: bigint;
  readonly pending: bigint;
  readonly shortfall: bigint;
}

const NOTHING: Books = [0n, 0n, 0n, 0n];

/** The Programme's wallets first, in its order and also where nothing has happened in them; then others by name. */
export function toldWallets(books: ReadonlyMap<string, Books>, programme: readonly string[] = []): WalletBooks[] {
  const others = [...books.keys()].filter((wallet) => !programme.includes(wallet)).sort();
  return [...programme, ...others].map((wallet) => {
    const [available, held, pending, shortfall] = books.get(wallet) ?? NOTHING;
    return { wallet, available, held, pending, shortfall };
  });
}
