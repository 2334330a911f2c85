import { expect } from '@jest/globals';
import type { EventStore } from '../../event-store.js';

/** Nothing that was acknowledged is lost, nothing is there twice, and the log proves itself. */
export async function expectExactly(store: EventStore, acknowledged: ReadonlySet<string>): Promise<void> {
  const found = new Map<string, number>();
  for (let shard = 0; shard < store.shards; shard += 1) {
    for (const event of await store.readShard(shard, 0, 1_000_000)) {
      for (const key of event.tags) found.set(key, (found.get(key) ?? 0) + 1);
    }
  }
  expect([...acknowledged].filter((key) => !found.has(key))).toEqual([]);
  expect([...found].filter(([, times]) => times !== 1)).toEqual([]);
  expect(await store.verify()).toMatchObject({ ok: true });
}
