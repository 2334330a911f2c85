import { leafOf } from '../chain.js';
import type { Clock } from '../clock.js';
import { readTags } from '../columns.js';
import { claimWords } from '../claim-words.js';
import type { Category, Claimed, ClaimKey, Instant, StreamId, Versioned, View } from '../event-store.js';
import type { Ground, StreamState } from '../plan.js';
import type { InMemoryEvent } from './in-memory-shard.js';

/** Everything that a decision can look at. What is written is visible to the next command at once. */
export class InMemoryView implements View, Ground {
  readonly states = new Map<StreamId, StreamState>();
  readonly streams = new Map<StreamId, InMemoryEvent[]>();
  readonly claims = new Map<string, Claimed>();
  readonly #tags = new Map<string, Set<StreamId>>();
  readonly leafOf = leafOf;
  #recordedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly home: (stream: StreamId) => number,
  ) {}

  get now(): Instant {
    return Math.max(this.clock.now(), this.#recordedAt);
  }

  state<State, Event>(category: Category<State, Event>, stream: StreamId): Versioned<State> {
    const known = this.stream(category, stream);
    if (known === undefined) return { version: 0, state: category.initial(stream) };
    return { version: known.version, state: known.state as State };
  }

  claimed(key: ClaimKey): Claimed | undefined {
    return this.claims.get(claimWords(key));
  }

  find(key: ClaimKey): Claimed | undefined {
    return this.claimed(key);
  }

  tagged(tag: string): readonly StreamId[] {
    return [...(this.#tags.get(tag) ?? [])];
  }

  stream(category: { readonly name: string }, stream: StreamId): StreamState | undefined {
    const known = this.states.get(stream);
    if (known !== undefined && known.category.name !== category.name) {
      throw new Error(`stream ${stream} is of category ${known.category.name}, not ${category.name}`);
    }
    return known;
  }

  shard(stream: StreamId): number {
    return this.states.get(stream)?.shard ?? this.home(stream);
  }

  recorded(events: readonly InMemoryEvent[], recordedAt: Instant): void {
    this.#recordedAt = recordedAt;
    for (const event of events) {
      const stream = this.streams.get(event.stream);
      if (stream === undefined) this.streams.set(event.stream, [event]);
      else stream.push(event);
      for (const tag of readTags(event.tags)) {
        const streams = this.#tags.get(tag);
        if (streams === undefined) this.#tags.set(tag, new Set([event.stream]));
        else streams.add(event.stream);
      }
    }
  }
}
