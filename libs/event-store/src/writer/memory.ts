import { claimWords } from '../claim-words.js';
import { readClaims, readTags } from '../columns.js';
import type { Category, Claimed, EncodedEvent, StreamId } from '../event-store.js';
import type { StreamState } from '../plan.js';
import { Recent } from './recent.js';

/** An event that another process wrote, as it is stored. */
export interface ForeignEvent extends EncodedEvent {
  readonly shard: number;
  readonly position: number;
  readonly stream: StreamId;
  readonly version: number;
  readonly category: string;
  readonly claims: string | null;
  readonly tags: string | null;
}

export interface StreamEntry {
  /** Null: there is no such stream. */
  known: StreamState | null;
  /** Written by others after `known`; folded when somebody looks. */
  tail: ForeignEvent[];
  snapshot: SnapshotMark;
}

/** The newest snapshot that is known of. */
export interface SnapshotMark {
  readonly version: number;
  readonly size: number;
}

/** Streams that bear a tag, by their first event with it. Incomplete until the database was asked. */
export interface TagEntry {
  complete: boolean;
  readonly streams: Set<StreamId>;
}

export interface Loading {
  readonly meanwhile: ForeignEvent[];
  /** Several questions about one stream may be under way. */
  questions: number;
}

export interface Tail {
  readonly streams: ReadonlySet<StreamId>;
  readonly claims: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
}

export interface MemoryLimits {
  readonly streamsMax: number;
  /** What their states may weigh together; twice as much for a while. */
  readonly streamBytesMax: number;
  readonly claimsMax: number;
  readonly tagsMax: number;
}

export const NO_SNAPSHOT: SnapshotMark = { version: 0, size: 0 };

/**
 * What a writer knows of the log, batches that are not committed yet included. The log is right, this is a cache:
 * a commit goes through only if the heads stand where this was last brought up to date.
 */
export class Memory {
  readonly streams: Recent<StreamEntry>;
  readonly claims: Recent<Claimed>;
  readonly tags: Recent<TagEntry>;
  /** Shards of streams that others were put beside; null for one that does not exist. */
  readonly places: Recent<number | null>;
  /** Streams that the database is being asked for, and what others were seen to write to them meanwhile. */
  readonly loading = new Map<StreamId, Loading>();
  /** Counts decisions; tells what was used when. */
  tick = 0;
  #lastStream: StreamId | undefined;
  #lastEntry: StreamEntry | undefined;
  #lastTick = 0;

  constructor(limits: MemoryLimits) {
    this.streams = new Recent(limits.streamsMax, { weightMax: limits.streamBytesMax, weigh: weightOf });
    this.claims = new Recent(limits.claimsMax);
    this.tags = new Recent(limits.tagsMax);
    this.places = new Recent(limits.streamsMax);
  }

  /** One decision asks for the same stream three times in a row, and a look into a large map is not free. */
  entry(stream: StreamId): StreamEntry | undefined {
    if (stream === this.#lastStream && this.tick === this.#lastTick) return this.#lastEntry;
    const entry = this.streams.get(stream);
    this.#lastStream = entry && stream;
    this.#lastEntry = entry;
    this.#lastTick = this.tick;
    return entry;
  }

  forget(stream: StreamId): void {
    this.streams.delete(stream);
    this.#lastStream = undefined;
  }

  /** The stream as it stands, others' events folded in; undefined when it must be fetched first. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  look(category: Category<any, any>, stream: StreamId): StreamEntry | undefined {
    const entry = this.entry(stream);
    if (entry === undefined) return undefined;
    if (entry.tail.length > 0) foldTail(entry, category, stream);
    if (entry.known !== null && entry.known.category.name !== category.name) {
      throw new Error(`stream ${stream} is of category ${entry.known.category.name}, not ${category.name}`);
    }
    return entry;
  }

  /**
   * Takes in what others wrote, and says what it touched. Telling it twice changes nothing. What is not committed yet
   * must have been undone before, since it rests on less.
   */
  take(events: readonly ForeignEvent[]): Tail {
    const touched = { streams: new Set<StreamId>(), claims: new Set<string>(), tags: new Set<string>() };
    for (const event of events) {
      this.loading.get(event.stream)?.meanwhile.push(event);
      if (this.#takeStream(event)) touched.streams.add(event.stream);
      for (const claim of readClaims(event.claims)) {
        const words = claimWords(claim);
        const claimed = { stream: event.stream, version: event.version, fingerprint: claim.fingerprint };
        this.claims.set(words, claimed);
        touched.claims.add(words);
      }
      for (const tag of readTags(event.tags)) {
        this.tag(tag, event.stream);
        touched.tags.add(tag);
      }
    }
    return touched;
  }

  /** @returns whether the stream did not bear the tag yet. */
  tag(tag: string, stream: StreamId): boolean {
    const entry = this.tags.get(tag);
    if (entry === undefined) {
      this.tags.set(tag, { complete: false, streams: new Set([stream]) });
      return true;
    }
    if (entry.streams.has(stream)) return false;
    entry.streams.add(stream);
    return true;
  }

  /** @returns streams that are forgotten; whoever asks `isKnown` passes over those that were used again. */
  trim(horizon: number): Map<StreamId, StreamEntry> | undefined {
    this.claims.trim(this.tick, horizon);
    this.tags.trim(this.tick, horizon);
    this.places.trim(this.tick, horizon);
    return this.streams.trim(this.tick, horizon);
  }

  isKnown(stream: StreamId): boolean {
    return this.streams.peek(stream) !== undefined;
  }

  clear(): void {
    this.streams.clear();
    this.claims.clear();
    this.tags.clear();
    this.places.clear();
    this.loading.clear();
    this.#lastStream = undefined;
  }

  /** @returns whether it is news. A stream that is not in memory was never looked at, so it counts as news. */
  #takeStream(event: ForeignEvent): boolean {
    const entry = this.streams.peek(event.stream);
    if (entry === undefined) return true;
    if (event.version <= (entry.tail.at(-1)?.version ?? entry.known?.version ?? 0)) return false;
    entry.tail.push(event);
    this.streams.grew(weightOfForeign(event));
    return true;
  }
}

/** An entry itself, its key and its place in the map. */
const ENTRY_BYTES = 300;

function weightOf({ known, tail }: StreamEntry): number {
  let weight = ENTRY_BYTES + stateWeight(known);
  for (const event of tail) weight += weightOfForeign(event);
  return weight;
}

export function stateWeight(known: StreamState | null | undefined): number {
  return known?.category.weigh?.(known.state) ?? 0;
}

function weightOfForeign(event: ForeignEvent): number {
  return ENTRY_BYTES + event.payload.length;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
function foldTail(entry: StreamEntry, category: Category<any, any>, stream: StreamId): void {
  let { version, state } = entry.known ?? { version: 0, state: category.initial(stream) };
  for (const event of entry.tail) {
    if (event.category !== category.name) {
      throw new Error(`stream ${stream} is of category ${event.category}, not ${category.name}`);
    }
    version += 1;
    if (event.version !== version) throw new Error(`stream ${stream} lacks version ${version}`);
    state = category.evolve(state, category.decode(event));
  }
  const shard = entry.known?.shard ?? entry.tail[0]?.shard ?? 0;
  entry.known = { category: entry.known?.category ?? category, shard, version, state };
  entry.tail = [];
}
