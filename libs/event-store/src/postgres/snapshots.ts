import type { StreamId } from '../event-store.js';
import type { StreamState } from '../plan.js';
import type { StreamEntry } from '../writer/memory.js';
import { Int4Column, TextColumn, UuidColumn } from './array-column.js';
import type { Source } from './load.js';

const PENDING_MAX = 1000;
const WRITTEN_AT_ONCE = 20;
/**
 * A snapshot waits until the stream has grown by one event for every so many characters that it has: by then its events
 * cost about as much to read and fold as itself. Four times as often, writing a large account out took a sixth of the
 * time of its commands.
 */
const CHARACTERS_PER_EVENT = 100;

interface Pending {
  readonly state: StreamState;
  readonly entry: StreamEntry;
}

/** Writes snapshots behind the commits. They are a cache: one that is lost is not missed. */
export class Snapshots {
  readonly #pending = new Map<StreamId, Pending>();
  #writing: Promise<void> | undefined;

  constructor(private readonly source: Source) {}

  grown(stream: StreamId, state: StreamState, entry: StreamEntry): void {
    const codec = state.category.snapshot;
    if (codec === undefined || this.#pending.size >= PENDING_MAX) return;
    const { version, size } = entry.snapshot;
    if (state.version - version < Math.max(codec.every, size / CHARACTERS_PER_EVENT)) return;
    entry.snapshot = { version: state.version, size };
    this.#pending.set(stream, { state, entry });
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined));
  }

  async close(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#pending.size > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      const some = [...this.#pending].slice(0, WRITTEN_AT_ONCE);
      for (const [stream] of some) this.#pending.delete(stream);
      await this.#write(some).catch(() => undefined);
    }
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
