import { createPool } from '@loyalty/postgres';
import { createBalanceReads } from './adapters/postgres/balance-reads.js';
import type { ShopAccount } from './ledger-shop.fixture.js';
import { seeded } from './seeded.fixture.js';

export interface RestlessReader {
  readonly url: string;
  readonly accounts: readonly ShopAccount[];
  readonly now: number;
  readonly seed: number;
  /** Of the test. */
  readonly done: { readonly rebuilds: boolean };
}

/**
 * Reads one account after the other, in every way there is, on a connection of its own: each answer must be of a version
 * that is no older than the one before it. Answers how often it read; a read that fails fails the test.
 */
export async function readUntilDone({ url, accounts, now, seed, done }: RestlessReader): Promise<number> {
  const pool = createPool(url, { max: 1 });
  const reads = createBalanceReads(pool);
  const random = seeded(seed + 1);
  const seen = new Map<string, number>();
  const insist = (stream: string, version: number) => {
    const before = seen.get(stream) ?? 0;
    if (version < before) throw new Error(`account ${stream} was read at version ${before}, and then at ${version}`);
    seen.set(stream, version);
  };
  let count = 0;
  try {
    while (!done.rebuilds) {
      const { stream } = accounts[random(accounts.length)] ?? { stream: '' };
      insist(stream, (await reads.detail(stream, now))?.version ?? 0);
      insist(stream, (await reads.entries(stream, { limit: 1, before: undefined }))[0]?.version ?? 0);
      insist(stream, (await reads.lots(stream, { limit: 5, after: undefined, spent: false })).version);
      insist(stream, await reads.version(stream));
      count += 1;
    }
  } finally {
    await pool.end();
  }
  return count;
}
