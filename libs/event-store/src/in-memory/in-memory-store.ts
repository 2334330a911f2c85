import { currentTrace } from '@loyalty/tracing';
import { ChainCheck } from '../chain-check.js';
import { leafOf } from '../chain.js';
import type { Clock } from '../clock.js';
import { readTags } from '../columns.js';
import type {
  Category,
  Claimed,
  ClaimKey,
  Command,
  Committed,
  EventStore,
  RecordedEvent,
  StreamId,
  Verification,
  Versioned,
  VerifyOptions,
} from '../event-store.js';
import { StoreUnavailable } from '../errors.js';
import { plan } from '../plan.js';
import { shardOf } from '../shard-of.js';
import { InMemoryShard, type InMemoryEvent } from './in-memory-shard.js';
import { InMemoryView } from './in-memory-view.js';

export interface InMemoryOptions {
  readonly clock: Clock;
  readonly shards?: number;
}

const SHARDS = 8;
const READ_MAX = 1000;

export function createInMemoryStore(options: InMemoryOptions): EventStore {
  return new InMemoryStore(options);
}

/** The port as plainly as it can be said: one command at a time, everything in maps. Gone with the process. */
class InMemoryStore implements EventStore {
  readonly capabilities = { appendsToSeveralStreams: true, claimsWithAppend: true, tags: true };
  readonly shards: number;
  readonly #shards: readonly InMemoryShard[];
  readonly #view: InMemoryView;
  readonly #listeners = new Set<(shard: number) => void>();
  #closed = false;

  constructor({ clock, shards = SHARDS }: InMemoryOptions) {
    this.shards = shards;
    this.#shards = Array.from({ length: shards }, (_, shard) => new InMemoryShard(shard));
    this.#view = new InMemoryView(clock, (stream) => shardOf(stream, shards));
  }

  async execute<Answer>(command: Command<Answer>): Promise<Committed<Answer>> {
    this.#refuseWhenClosed();
    const { answer, appends } = command.decide(this.#view);
    const { events, claims, states } = plan(appends, this.#view);
    if (events.length === 0) return { answer };

    const recordedAt = this.#view.now;
    const trace = currentTrace();
    const touched = new Set(events.map((event) => event.shard));
    for (const shard of touched) {
      const recorded = this.#at(shard).append(
        events.filter((event) => event.shard === shard),
        { recordedAt, trace },
      );
      this.#view.recorded(recorded, recordedAt);
    }
    for (const { words, leadsTo } of claims) this.#view.claims.set(words, leadsTo);
    for (const { stream, state } of states.entries) this.#view.states.set(stream, state);
    for (const shard of touched) queueMicrotask(() => this.#listeners.forEach((listener) => listener(shard)));
    return { answer, recordedAt };
  }

  async preview<Answer>(command: Command<Answer>): Promise<Answer> {
    this.#refuseWhenClosed();
    const { answer, appends } = command.decide(this.#view);
    plan(appends, this.#view);
    return answer;
  }

  async readShard(shard: number, after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.#at(shard)
      .events.slice(after, after + limit)
      .map(published);
  }

  async readStream(stream: StreamId, afterVersion = 0, limit = READ_MAX): Promise<readonly RecordedEvent[]> {
    return (this.#view.streams.get(stream) ?? []).slice(afterVersion, afterVersion + limit).map(published);
  }

  async load<State, Event>(category: Category<State, Event>, stream: StreamId): Promise<Versioned<State>> {
    return this.#view.state(category, stream);
  }

  async find(key: ClaimKey): Promise<Claimed | undefined> {
    return this.#view.find(key);
  }

  async heads(): Promise<readonly number[]> {
    return this.#shards.map((shard) => shard.events.length);
  }

  onCommit(listener: (shard: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async verify({ expected, onProgress }: VerifyOptions = {}): Promise<Verification> {
    let events = 0;
    const checks = this.#shards.map((shard) => new ChainCheck(shard.shard, expected));
    for (const check of checks) {
      const { batches, events: stored, head } = this.#at(check.shard);
      for (const batch of batches) {
        const found = stored.slice(batch.firstPosition - 1, batch.lastPosition);
        const fault = check.next(
          batch,
          found.map((event) => ({ ...event, leaf: leafOf(event, event) })),
        );
        if (fault !== undefined) return { ok: false, events, ...fault };
        events += batch.lastPosition - batch.firstPosition + 1;
        onProgress?.(events);
      }
      const fault = check.end(head);
      if (fault !== undefined) return { ok: false, events, ...fault };
    }
    const batches = this.#shards.reduce((sum, shard) => sum + shard.batches.length, 0);
    return { ok: true, events, batches, digests: checks.map((check) => check.digest) };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #at(shard: number): InMemoryShard {
    const found = this.#shards[shard];
    if (found === undefined) throw new RangeError(`there is no shard ${shard}`);
    return found;
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new StoreUnavailable('the event store is closed');
  }
}

function published({ claims: _, tags, ...event }: InMemoryEvent): RecordedEvent {
  return { ...event, tags: readTags(tags) };
}
