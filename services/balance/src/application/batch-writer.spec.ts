import { createInMemoryStore, type RecordedEvent } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { describe, expect, it } from '@jest/globals';
import { LedgerShop, SetClock } from '../ledger-shop.fixture.js';
import { playRandomHistory } from '../random-history.fixture.js';
import { seeded } from '../seeded.fixture.js';
import { BatchWriter, CheckpointMoved } from './batch-writer.js';
import type { Batch, ProjectionSession } from './projection-session.js';

describe('Writing batches', () => {
  const writerInto = (write: (batches: readonly Batch[]) => Promise<ReadonlySet<number>>) => {
    const session: ProjectionSession = {
      write,
      positions: () => Promise.resolve(new Map()),
      confirm: () => Promise.resolve(),
      lost: new Promise(() => undefined),
      close: () => Promise.resolve(),
    };
    return new BatchWriter(session, {
      decode: accountStream.decode,
      onWritten: () => undefined,
      batchMax: 50,
      paceMs: 1,
    });
  };
  const allOf = (batches: readonly Batch[]) => Promise.resolve(new Set(batches.map(({ shard }) => shard)));

  it('puts what several shards hand over during one write into the next', async () => {
    const written: number[][] = [];
    const writer = writerInto((batches) => {
      written.push(batches.map(({ shard }) => shard));
      return allOf(batches);
    });
    await Promise.all([0, 1, 2, 3].map((shard) => writer.handle([], { shard, after: 0 })));
    expect(written).toEqual([[0], [1, 2, 3]]);
  });

  it('tells the shard whose checkpoint was moved, and no other', async () => {
    const writer = writerInto(() => Promise.resolve(new Set([1])));
    const outcomes = await Promise.allSettled([0, 1].map((shard) => writer.handle([], { shard, after: 0 })));
    expect(outcomes).toMatchObject([
      { status: 'rejected', reason: expect.any(CheckpointMoved) },
      { status: 'fulfilled' },
    ]);
  });

  it('writes one row per account, lot and hold, however many events touch it', async () => {
    const seen: Batch[] = [];
    const writer = writerInto((batches) => {
      seen.push(...batches);
      return allOf(batches);
    });
    await writer.handle(await randomEvents(), { shard: 0, after: 0 });
    const { accounts, entries, lots } = seen[0]?.effect ?? { accounts: [], entries: [], lots: [] };
    expect(accounts).toHaveLength(2);
    expect(entries.length).toBeGreaterThan(50);
    expect(new Set(lots.map(({ account, lot, expiresAt }) => `${account} ${lot} ${expiresAt}`)).size).toBe(lots.length);
  });
});

async function randomEvents(): Promise<readonly RecordedEvent[]> {
  const clock = new SetClock(Date.UTC(2026, 0, 1));
  const store = createInMemoryStore({ clock, shards: 1 });
  const shop = new LedgerShop(store);
  await playRandomHistory({ shop, clock, random: seeded(1), accounts: [shop.open(), shop.open()], steps: 150 });
  return store.readShard(0, 0, 10_000);
}
