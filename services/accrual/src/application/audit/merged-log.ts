import type { EventStore, RecordedEvent } from '@loyalty/event-store';

const PAGE = 2000;

/**
 * All shards, each in its own order, merged by when events were recorded. A page of each is in memory, and the next one is
 * on its way. Up to the heads as they stand when it begins.
 */
export async function* mergedLog(
  log: Pick<EventStore, 'heads' | 'readShard'>,
): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
  const heads = await log.heads();
  const shards = heads.map((head, shard) => new ShardPages(log, { shard, head }));
  await Promise.all(shards.map((shard) => shard.turn()));
  for (;;) {
    const first = earliest(shards);
    if (!first) return;
    const until = earliestOfOthers(shards, first);
    yield first.take(until);
    if (first.isRead) await first.turn();
  }
}

class ShardPages {
  private page: readonly RecordedEvent[] = [];
  private at = 0;
  private position = 0;
  private coming: Promise<readonly RecordedEvent[]> | undefined;

  constructor(
    private readonly log: Pick<EventStore, 'readShard'>,
    private readonly of: { readonly shard: number; readonly head: number },
  ) {}

  get next(): RecordedEvent | undefined {
    return this.page[this.at];
  }

  get isRead(): boolean {
    return this.at >= this.page.length;
  }

  /** Its events that come before all of the other shards'; at least those of its next instant. */
  take(until: number): readonly RecordedEvent[] {
    const from = this.at;
    const instant = this.page[from]?.recordedAt ?? 0;
    while (this.at < this.page.length) {
      const { recordedAt } = this.page[this.at] as RecordedEvent;
      if (recordedAt !== instant && recordedAt >= until) break;
      this.at += 1;
    }
    return this.page.slice(from, this.at);
  }

  async turn(): Promise<void> {
    this.page = await (this.coming ?? this.read());
    this.at = 0;
    this.position += this.page.length;
    // While this page is audited the database reads the next one.
    this.coming = this.position < this.of.head ? this.read() : Promise.resolve([]);
    // Whoever turns the page is told; until then nobody waits for it.
    this.coming.catch(() => undefined);
  }

  private async read(): Promise<readonly RecordedEvent[]> {
    const { shard, head } = this.of;
    const limit = Math.min(PAGE, head - this.position);
    return limit > 0 ? this.log.readShard(shard, this.position, limit) : [];
  }
}

function earliest(shards: readonly ShardPages[]): ShardPages | undefined {
  let first: ShardPages | undefined;
  for (const shard of shards) {
    const { next } = shard;
    if (next && (!first?.next || next.recordedAt < first.next.recordedAt)) first = shard;
  }
  return first;
}

function earliestOfOthers(shards: readonly ShardPages[], first: ShardPages): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const shard of shards) {
    if (shard !== first && shard.next) earliest = Math.min(earliest, shard.next.recordedAt);
  }
  return earliest;
}
