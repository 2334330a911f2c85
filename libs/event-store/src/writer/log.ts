import type { Claimed, Instant, StreamId } from '../event-store.js';
import type { Batch } from './batch.js';
import type { ForeignEvent, SnapshotMark } from './memory.js';
import type { Misses } from './misses.js';

/** Where a shard's log ends. */
export interface Head {
  readonly position: number;
  readonly recordedAt: Instant;
}

export interface Heads {
  readonly byShard: readonly Head[];
  readonly epoch: number;
}

/** One attempt to commit: enough to find it in the log again. */
export interface Attempt {
  readonly token: string;
  readonly shard: number;
  readonly firstPosition: number;
  readonly recordedAt: Instant;
}

/** How the log stands with the heads locked. */
export interface Standing {
  readonly heads: Heads;
  /** Events after the positions that were asked for. */
  readonly tail: readonly ForeignEvent[];
}

/** Things that a batch took to be free and that are not. */
export interface Found {
  /** Those of its claims that are taken, in words. */
  readonly taken: readonly (readonly [words: string, claimed: Claimed])[];
  /** Those of the streams taken to be new that are there. */
  readonly existing: readonly StreamId[];
}

export interface LoadedStream {
  readonly shard: number;
  readonly version: number;
  readonly state: unknown;
  readonly snapshot: SnapshotMark;
}

export interface Loaded {
  /** Absent: there is no such stream. */
  readonly streams: ReadonlyMap<StreamId, LoadedStream>;
  readonly claims: ReadonlyMap<string, Claimed>;
  readonly tags: ReadonlyMap<string, readonly StreamId[]>;
}

/** The database was lost, and with it the answer: what was sent may have been committed. */
export class ConnectionLost extends Error {
  constructor(options?: ErrorOptions) {
    super('the connection to the database was lost', options);
    this.name = 'ConnectionLost';
  }
}

export type Written = 'written' | 'fenced-off';

/** What a writer needs of its database. All but `load` share one connection and take turns. */
export interface Log {
  /** Writes only if every head that the batch rests on stands where it is said to stand. One round trip. */
  append(batch: Batch, attempt: Attempt, heads: Heads): Promise<Written>;
  /** For a batch that writes nothing: whether what it looked at is still so. */
  stands(batch: Batch, heads: Heads): Promise<boolean>;
  /** Locks all heads, in order, and reads what others wrote; the lock is held until `write` or `release`. */
  lock(known: Heads): Promise<Standing>;
  /** Under the lock: what keeps the batch from being written. */
  lookUp(batch: Batch): Promise<Found>;
  /** Writes and commits under the lock; refused when a key or a version turned out to be taken, and the lock is gone. */
  write(batch: Batch, attempt: Attempt, heads: Heads): Promise<'written' | 'refused'>;
  release(): Promise<void>;
  /** Connects anew and says whether an attempt was committed; if it was not, it never will be. */
  resolve(attempt: Attempt | undefined): Promise<{ readonly committed: boolean; readonly heads: Heads }>;
  load(misses: Misses): Promise<Loaded>;
  close(): Promise<void>;
}
