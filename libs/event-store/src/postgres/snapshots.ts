import type { StreamId } from '../event-store.js';
import type { StreamState } from '../plan.js';
import type { StreamEntry } from '../writer/memory.js';
import { Int4Column, TextColumn, UuidColumn } from './array-column.js';
import type { Source } from './load.js';

const PENDING_MAX = 1000;
const WRITTEN_AT_ONCE = 20;
/** So many of the forgotten are looked at before others have their turn. */
const LOOKED_AT_ONCE = 500;
/**
 * A snapshot waits until the stream has grown by one event for every so many characters that it has: by then its events
 * cost about as much to read and fold as itself. Four times as often, writing a large account out took a sixth of the
 * time of its commands.
 */
const CHARACTERS_PER_EVENT = 100;
/**
 * A stream that is forgotten will be read when it is used again: writing so many characters costs what reading one
 * event does. Reading fewer than `FORGOTTEN_EVERY` is no matter.
 */
const FORGOTTEN_CHARACTERS_PER_EVENT = 500;
const FORGOTTEN_EVERY = 8;

interface Pending {
  readonly state: StreamState;
  readonly entry: StreamEntry;
}

interface Leaving {
  readonly streams: Map<StreamId, StreamEntry>;
  readonly isBack: (stream: StreamId) => boolean;
}

/**
 * Writes snapshots behind the commits: of streams that have grown by much, and of those that memory has no room for.
 * They are a cache: one that is lost is not missed.
 */
export class Snapshots {
  readonly #pending = new Map<StreamId, Pending>();
  #leaving: Leaving | undefined;
  #writing: Promise<void> | undefined;

  constructor(private readonly source: Source) {}

  grown(stream: StreamId, state: StreamState, entry: StreamEntry): void {
    const codec = state.category.snapshot;
    if (codec === undefined || this.#pending.size >= PENDING_MAX) return;
    if (!hasGrown(entry, state, codec.every, CHARACTERS_PER_EVENT)) return;
    this.#take(stream, state, entry);
    this.#start();
  }

  /** Those that are not written out yet when the next ones come are let go: memory must not hold them. */
  forgotten(streams: Map<StreamId, StreamEntry>, isBack: (stream: StreamId) => boolean): void {
    this.#leaving = { streams, isBack };
    this.#start();
  }

  async close(): Promise<void> {
    this.#leaving = undefined;
    await this.#writing;
  }

  #start(): void {
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined));
  }

  #take(stream: StreamId, state: StreamState, entry: StreamEntry): void {
    entry.snapshot = { version: state.version, size: entry.snapshot.size };
    this.#pending.set(stream, { state, entry });
  }

  async #writeAll(): Promise<void> {
    while (this.#pending.size > 0 || this.#leaving !== undefined) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#takeLeaving();
      const some = [...this.#pending].slice(0, WRITTEN_AT_ONCE);
      for (const [stream] of some) this.#pending.delete(stream);
      if (some.length > 0) await this.#write(some).catch(() => undefined);
    }
  }

  #takeLeaving(): void {
    if (this.#leaving === undefined) return;
    const { streams, isBack } = this.#leaving;
    let left = LOOKED_AT_ONCE;
    for (const [stream, entry] of streams) {
      if (left === 0 || this.#pending.size >= WRITTEN_AT_ONCE) return;
      left -= 1;
      streams.delete(stream);
      const { known } = entry;
      if (!known || isBack(stream)) continue;
      if (hasGrown(entry, known, FORGOTTEN_EVERY, FORGOTTEN_CHARACTERS_PER_EVENT)) this.#take(stream, known, entry);
    }
    this.#leaving = undefined;
  }

  async #write(pending: readonly (readonly [StreamId, Pending])[]): Promise<void> {
    const [streams, versions, folds] = [new UuidColumn(), new Int4Column(), new Int4Column()];
    const [categories, texts] = [new TextColumn(), new TextColumn()];
    for (const [stream, { state: of, entry }] of pending) {
      const { category, version, state } = of;
      if (category.snapshot === undefined) continue;
      const text = category.snapshot.write(state);
      entry.snapshot = { version: entry.snapshot.version, size: text.length };
      streams.add(stream);
      versions.add(version);
      folds.add(category.snapshot.version);
      categories.add(category.name);
      texts.add(text);
    }
    await this.source.pool.query({
      name: 'write-snapshots',
      text: `
insert into ${this.source.schema}.snapshots as old (stream, version, fold, category, state)
select * from unnest($1::uuid[], $2::int4[], $3::int4[], $4::text[], $5::text[])
on conflict (stream) do update
  set version = excluded.version, fold = excluded.fold, category = excluded.category, state = excluded.state
  where old.fold <> excluded.fold or old.version < excluded.version`,
      values: [streams, versions, folds, categories, texts].map((column) => column.parameter),
    });
  }
}

function hasGrown({ snapshot }: StreamEntry, state: StreamState, every: number, charactersPerEvent: number): boolean {
  if (state.category.snapshot === undefined) return false;
  return state.version - snapshot.version >= Math.max(every, snapshot.size / charactersPerEvent);
}
