import type { StoredBatch } from '../chain-check.js';
import { GENESIS, linkOf, rootOf, type LeafColumns, type LeafEvent } from '../chain.js';
import type { Digest } from '../digest.js';
import type { Instant } from '../event-store.js';
import type { PlannedEvent } from '../plan.js';

export interface InMemoryEvent extends LeafEvent, LeafColumns {
  readonly shard: number;
  readonly position: number;
  readonly recordedAt: Instant;
  readonly trace?: string | undefined;
}

/** The events of one shard and the batches in which they came, chained as the database does it. */
export class InMemoryShard {
  readonly events: InMemoryEvent[] = [];
  readonly batches: StoredBatch[] = [];

  constructor(readonly shard: number) {}

  get head(): { readonly position: number; readonly chain: Digest } {
    return { position: this.events.length, chain: this.batches.at(-1)?.chain ?? GENESIS };
  }

  append(
    planned: readonly PlannedEvent[],
    { recordedAt, trace }: Pick<InMemoryEvent, 'recordedAt' | 'trace'>,
  ): readonly InMemoryEvent[] {
    const { position: before, chain } = this.head;
    const events = planned.map((event, index) => ({
      shard: this.shard,
      position: before + index + 1,
      stream: event.stream,
      version: event.version,
      category: event.category,
      type: event.type,
      payload: event.payload,
      occurredAt: event.occurredAt,
      recordedAt,
      trace,
      ...event.stored,
    }));
    const leaves = planned.map(({ leaf }) => leaf);
    const link = { digest: rootOf(leaves), recordedAt, position: before + events.length };
    this.batches.push({
      ...link,
      firstPosition: before + 1,
      lastPosition: link.position,
      chain: linkOf(chain, link),
      leaves: leaves.join(''),
    });
    this.events.push(...events);
    return events;
  }
}
