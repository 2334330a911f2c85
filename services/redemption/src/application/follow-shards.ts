import type { EventStore, RecordedEvent } from '@loyalty/event-store';
import type { Positions } from './ports.js';

const PAGE = 500;

interface Following {
  readonly store: Pick<EventStore, 'readShard'>;
  /** How far each shard was followed before. */
  readonly read: ReadonlyMap<number, number>;
  readonly positions: Pick<Positions, 'moved'>;
  take(events: readonly RecordedEvent[]): Promise<void>;
}

/** Takes what is new in each shard up to its head, page by page; what is cut short is taken again. */
export async function followShards(
  heads: Iterable<readonly [shard: number, head: number]>,
  { store, read, positions, take }: Following,
): Promise<void> {
  for (const [shard, head] of heads) {
    let at = read.get(shard) ?? 0;
    while (at < head) {
      const events = await store.readShard(shard, at, Math.min(PAGE, head - at));
      await take(events);
      at = events.at(-1)?.position ?? head;
      await positions.moved(new Map([[shard, at]]));
    }
  }
}
