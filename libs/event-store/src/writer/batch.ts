import type { StreamId } from '../event-store.js';
import type { PlannedEvent, StreamState } from '../plan.js';
import type { Decided } from './job.js';
import { NO_SNAPSHOT, stateWeight, type Memory, type StreamEntry } from './memory.js';

const BYTES_MAX = 8 * 1024 * 1024;

/** What a stream was before a batch: null, known not to exist; undefined, not in memory. */
type Before = StreamState | null | undefined;

interface Touched {
  readonly entry: StreamEntry;
  readonly before: Before;
  after: StreamState;
}

/**
 * Commands that are written together, in the order in which they were decided, and how memory was before them. Their
 * effects stand in memory from the moment of decision, so the next command sees them.
 */
export class Batch {
  readonly decided: Decided[] = [];
  readonly #touched = new Map<StreamId, Touched>();
  readonly #claims: string[] = [];
  readonly #tags: (readonly [tag: string, stream: StreamId])[] = [];
  events = 0;
  bytes = 0;

  /** The tick of memory at which it was begun; what was used since may not be dropped. */
  constructor(
    private readonly memory: Memory,
    readonly startedAt: number,
  ) {}

  add(decided: Decided): void {
    this.decided.push(decided);
    const { events, claims, states } = decided.plan;
    for (const { stream, state } of states.entries) this.#install(stream, state);
    for (const { words, leadsTo } of claims) {
      this.memory.claims.set(words, leadsTo);
      this.#claims.push(words);
    }
    for (const event of events) {
      this.bytes += event.payload.length;
      for (const tag of event.tags) if (this.memory.tag(tag, event.stream)) this.#tags.push([tag, event.stream]);
    }
    this.events += events.length;
  }

  /** Nothing more is to be decided into it. */
  isFull(commandsMax: number): boolean {
    return this.decided.length >= commandsMax || this.bytes >= BYTES_MAX || (this.decided[0]?.job.alone ?? false);
  }

  /** Takes back commands whose effects are undone, for whoever has to say what becomes of them. */
  hold(decided: readonly Decided[]): void {
    this.decided.push(...decided);
  }

  firstEvent(): PlannedEvent | undefined {
    return this.decided.find(({ plan }) => plan.events.length > 0)?.plan.events[0];
  }

  countByShard(shards: number): readonly number[] {
    const counts = new Array<number>(shards).fill(0);
    for (const { plan } of this.decided) {
      for (const event of plan.events) counts[event.shard] = (counts[event.shard] ?? 0) + 1;
    }
    return counts;
  }

  /** The streams that it wrote to, as it left them. */
  *grown(): Iterable<{ stream: StreamId; state: StreamState; entry: StreamEntry }> {
    for (const [stream, { after, entry }] of this.#touched) yield { stream, state: after, entry };
  }

  /** Takes its effects out of memory again, and hands back what was decided. Later batches must be undone before. */
  undo(): readonly Decided[] {
    for (const [stream, { before, entry }] of this.#touched) {
      if (before === undefined) this.memory.forget(stream);
      else entry.known = before;
    }
    for (const words of this.#claims) this.memory.claims.delete(words);
    for (const [tag, stream] of this.#tags) this.memory.tags.peek(tag)?.streams.delete(stream);
    this.#touched.clear();
    this.#claims.length = 0;
    this.#tags.length = 0;
    this.events = 0;
    this.bytes = 0;
    return this.decided.splice(0);
  }

  #install(stream: StreamId, state: StreamState): void {
    const touched = this.#touched.get(stream);
    if (touched !== undefined) {
      this.memory.streams.grew(stateWeight(state) - stateWeight(touched.after));
      touched.after = state;
      touched.entry.known = state;
      return;
    }
    const there = this.memory.entry(stream);
    const entry = there ?? { known: null, tail: [], snapshot: NO_SNAPSHOT };
    this.#touched.set(stream, { entry, before: there?.known, after: state });
    if (there !== undefined) this.memory.streams.grew(stateWeight(state) - stateWeight(entry.known));
    entry.known = state;
    if (there === undefined) this.memory.streams.set(stream, entry);
  }
}
