import type { EventStore, RecordedEvent } from '@loyalty/event-store';
import { accountStream, nextDueAtOf } from '@loyalty/ledger';

/** Where the reader keeps what it has read, and how far it has. */
export interface DueTable {
  /** The position up to which each shard has been read. */
  checkpoints(shards: number): Promise<readonly number[]>;
  /** By account: when something falls due next; null: nothing does. False: another process has read on meanwhile. */
  save(
    due: ReadonlyMap<string, number | null>,
    read: { shard: number; after: number; until: number },
  ): Promise<boolean>;
}

const EVENTS_MAX = 1000;

/**
 * Reads the ledger into the table whenever somebody wants to know what is due, a second's worth of events at a time:
 * far cheaper than following every commit, and the job is the only one who asks.
 */
export class DueReader {
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Pick<EventStore, 'heads' | 'readShard' | 'shards'>,
    private readonly table: DueTable,
  ) {}

  /** Resolves when everything committed before the call is in the table. */
  catchUp(): Promise<void> {
    const next = this.turn.then(() => this.readOn());
    this.turn = next.catch(() => undefined);
    return next;
  }

  private async readOn(): Promise<void> {
    const [heads, checkpoints] = [await this.store.heads(), await this.table.checkpoints(this.store.shards)];
    for (const [shard, head] of heads.entries()) await this.readShard(shard, { from: checkpoints[shard] ?? 0, head });
  }

  private async readShard(shard: number, { from, head }: { from: number; head: number }): Promise<void> {
    for (let after = from; after < head;) {
      const events = await this.store.readShard(shard, after, EVENTS_MAX);
      const until = after + events.length;
      if (events.length === 0) throw new Error(`shard ${shard} should reach ${head} and ends at ${after}`);
      if (await this.table.save(nextDueByAccount(events), { shard, after, until })) after = until;
      else after = (await this.table.checkpoints(this.store.shards))[shard] ?? 0;
    }
  }
}

/** The last event of each account knows what falls due next. */
export function nextDueByAccount(events: readonly RecordedEvent[]): ReadonlyMap<string, number | null> {
  const last = new Map<string, RecordedEvent>();
  for (const event of events) if (event.category === accountStream.name) last.set(event.stream, event);
  return new Map([...last].map(([account, event]) => [account, nextDueAtOf(event)]));
}
