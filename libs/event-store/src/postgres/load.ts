import type pg from 'pg';
import { compactKey, compactTag, uuidFingerprint, uuidOf } from '../compact-key.js';
import type { Claimed, StreamId } from '../event-store.js';
import type { Loaded, LoadedStream } from '../writer/log.js';
import type { AnyCategory, Misses } from '../writer/misses.js';
import { NO_SNAPSHOT } from '../writer/memory.js';
import { arrayOf, Int4Column, UuidColumn } from './array-column.js';

export interface Source {
  readonly pool: pg.Pool;
  readonly schema: string;
}

/** Where a stream begins: at a snapshot, or, where only its shard is wanted, nowhere. */
interface BaseRow {
  readonly stream: StreamId;
  readonly shard: number;
  readonly snapshot_version: number | null;
  readonly state: string | null;
  readonly version: null;
}

/** An event that no snapshot has. */
interface TailRow {
  readonly stream: StreamId;
  readonly shard: number;
  readonly version: number;
  readonly type: string;
  readonly category: string;
  readonly payload: string;
}

/** No fold has these versions, so no snapshot of it is found. */
const NO_FOLD = -1;
/** Only the shard is wanted. */
const NOT_FOLDED = -2;

/** Everything that is missed, in one read of each kind, all at once. */
export async function loadMisses(source: Source, misses: Misses): Promise<Loaded> {
  const [streams, claims, tags] = await Promise.all([
    loadStreams(source, misses.streams),
    loadClaims(source, misses),
    loadTags(source, misses.tags),
  ]);
  return { streams, claims, tags };
}

async function loadStreams(
  { pool, schema }: Source,
  wanted: ReadonlyMap<StreamId, AnyCategory | undefined>,
): Promise<ReadonlyMap<StreamId, LoadedStream>> {
  const loaded = new Map<StreamId, LoadedStream>();
  if (wanted.size === 0) return loaded;
  const folds = [...wanted.values()].map((category) =>
    category === undefined ? NOT_FOLDED : (category.snapshot?.version ?? NO_FOLD),
  );
  const { rows } = await pool.query<BaseRow | TailRow>({
    name: 'load-streams',
    text: `
with wanted as (
  select wanted.stream, wanted.fold, snapshots.version as snapshot_version, snapshots.state
  from unnest($1::uuid[], $2::int4[]) as wanted(stream, fold)
  left join ${schema}.snapshots on snapshots.stream = wanted.stream and snapshots.fold = wanted.fold
)
select wanted.stream, first.shard, wanted.snapshot_version, wanted.state, null::int4 as version, null as category, null as type, null as payload
from wanted join ${schema}.events as first on first.stream = wanted.stream and first.version = 1
where wanted.snapshot_version is not null or wanted.fold = ${NOT_FOLDED}
union all
select wanted.stream, event.shard, null, null, event.version, event.category, event.type, event.payload
from wanted join ${schema}.events as event
  on event.stream = wanted.stream and event.version > coalesce(wanted.snapshot_version, 0)
where wanted.fold <> ${NOT_FOLDED}
order by stream, version nulls first`,
    values: [arrayOf(new UuidColumn(), wanted.keys()), arrayOf(new Int4Column(), folds)],
  });
  for (const row of rows) {
    const category = wanted.get(row.stream);
    if (row.version === null) loaded.set(row.stream, base(row, category));
    else if (category !== undefined) {
      loaded.set(row.stream, foldOn(loaded.get(row.stream) ?? nothingYet(row, category), row, category));
    }
  }
  return loaded;
}

function base({ shard, snapshot_version: version, state }: BaseRow, category: AnyCategory | undefined): LoadedStream {
  if (version === null || state === null || category?.snapshot === undefined) {
    return { shard, version: 0, state: undefined, snapshot: NO_SNAPSHOT };
  }
  return { shard, version, state: category.snapshot.read(state), snapshot: { version, size: state.length } };
}

function nothingYet({ stream, shard }: TailRow, category: AnyCategory): LoadedStream {
  return { shard, version: 0, state: category.initial(stream), snapshot: NO_SNAPSHOT };
}

function foldOn(before: LoadedStream, row: TailRow, category: AnyCategory): LoadedStream {
  if (row.category !== category.name) {
    throw new Error(`stream ${row.stream} is of category ${row.category}, not ${category.name}`);
  }
  if (row.version !== before.version + 1) throw new Error(`stream ${row.stream} lacks version ${before.version + 1}`);
  return { ...before, version: row.version, state: category.evolve(before.state, category.decode(row)) };
}

async function loadClaims({ pool, schema }: Source, { claims }: Misses): Promise<ReadonlyMap<string, Claimed>> {
  if (claims.size === 0) return new Map();
  const words = new Map([...claims].map(([each, key]) => [uuidOf(compactKey(key)), each]));
  const { rows } = await pool.query<{ key: string; stream: StreamId; version: number; fingerprint: string }>({
    name: 'load-claims',
    text: `select key, stream, version, fingerprint from ${schema}.claims where key = any($1::uuid[])`,
    values: [arrayOf(new UuidColumn(), words.keys())],
  });
  return new Map(
    rows.map(({ key, stream, version, fingerprint }) => [
      words.get(key) ?? '',
      { stream, version, fingerprint: uuidFingerprint(fingerprint) },
    ]),
  );
}

async function loadTags(
  { pool, schema }: Source,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, StreamId[]>> {
  const loaded = new Map<string, StreamId[]>();
  if (wanted.size === 0) return loaded;
  const words = new Map([...wanted].map((tag) => [uuidOf(compactTag(tag)), tag]));
  // Positions are comparable within a shard only; between shards the record time decides.
  const { rows } = await pool.query<{ tag: string; stream: StreamId }>({
    name: 'load-tags',
    text: `select tag, stream from ${schema}.tags where tag = any($1::uuid[]) order by tag, recorded_at, shard, position`,
    values: [arrayOf(new UuidColumn(), words.keys())],
  });
  for (const { tag, stream } of rows) {
    const word = words.get(tag) ?? '';
    const streams = loaded.get(word);
    if (streams === undefined) loaded.set(word, [stream]);
    else streams.push(stream);
  }
  return loaded;
}
