import { refusedWith } from '@loyalty/postgres';
import type pg from 'pg';
import { uuidFingerprint, uuidOf } from '../compact-key.js';
import type { Claimed } from '../event-store.js';
import { patiently } from '../patience.js';
import type { Batch } from '../writer/batch.js';
import type { Attempt, Found, Heads, Loaded, Log, Standing, Written } from '../writer/log.js';
import type { ForeignEvent } from '../writer/memory.js';
import type { Misses } from '../writer/misses.js';
import { appendSql } from './append.sql.js';
import { arrayOf, Int2Column, Int8Column, UuidColumn } from './array-column.js';
import { EncodedBatch } from './encoded-batch.js';
import { isTaken } from './failures.js';
import { loadMisses } from './load.js';
import { WriterConnection } from './writer-connection.js';

export interface PostgresLogOptions {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly schema: string;
  /** How long a read waits for a database that has gone away. */
  readonly patienceMs: number;
}

interface HeadRow {
  readonly shard: number;
  readonly position: string;
  readonly recorded_at: string;
  readonly epoch: number;
}

/** The writer's side of the database. */
export class PostgresLog implements Log {
  readonly #connection: WriterConnection;
  readonly #encoded: EncodedBatch;
  readonly #append: string;

  constructor(private readonly options: PostgresLogOptions) {
    this.#connection = new WriterConnection(options.url);
    this.#encoded = new EncodedBatch();
    this.#append = appendSql(options.schema);
  }

  async append(batch: Batch, attempt: Attempt, heads: Heads): Promise<Written> {
    try {
      return (await this.#send(batch, attempt, heads, fenceOf(batch, heads))) ? 'written' : 'fenced-off';
    } catch (error) {
      if (isTaken(error)) return 'fenced-off';
      throw error;
    }
  }

  async stands(batch: Batch, heads: Heads): Promise<boolean> {
    const now = readHeads(await this.#connection.query<HeadRow>(this.#headsQuery('stands', '')));
    return fenceOf(batch, heads).every((shard) => now.byShard[shard]?.position === heads.byShard[shard]?.position);
  }

  async lock(known: Heads): Promise<Standing> {
    const { schema } = this.options;
    const positions = known.byShard.map((head) => head.position);
    const [, heads, tail] = await settled([
      this.#connection.query('begin'),
      this.#connection.query<HeadRow>(this.#headsQuery('lock', 'for update')),
      // A statement of its own: it must see what those wrote whom the lock waited for.
      this.#connection.query<ForeignRow>({
        name: 'tail',
        text: `select event.shard, event.position, stream, version, category, type, claims, tags, payload
          from unnest($1::int2[], $2::int8[]) as known(shard, position)
          cross join lateral (select * from ${schema}.events
            where events.shard = known.shard and events.position > known.position order by position) as event`,
        values: [arrayOf(new Int2Column(), positions.keys()), arrayOf(new Int8Column(), positions)],
      }),
    ]);
    return { heads: readHeads(heads), tail: tail.map(readForeign) };
  }

  async lookUp(batch: Batch): Promise<Found> {
    const { schema } = this.options;
    const claims = new Map(
      batch.decided.flatMap(({ plan }) => plan.claims.map(({ key, words }) => [uuidOf(key), words])),
    );
    const assumedNew = batch.decided.flatMap(({ looked }) => looked.assumedNew);
    const [taken, existing] = await settled([
      this.#connection.query<ClaimRow>({
        name: 'taken',
        text: `select key, stream, version, fingerprint from ${schema}.claims where key = any($1::uuid[])`,
        values: [arrayOf(new UuidColumn(), claims.keys())],
      }),
      this.#connection.query<{ stream: string }>({
        name: 'existing',
        text: `select stream from ${schema}.events where stream = any($1::uuid[]) and version = 1`,
        values: [arrayOf(new UuidColumn(), assumedNew)],
      }),
    ]);
    return {
      taken: taken.flatMap((row) => {
        const words = claims.get(row.key);
        return words === undefined ? [] : [[words, readClaim(row)] as const];
      }),
      existing: existing.map(({ stream }) => stream),
    };
  }

  async write(batch: Batch, attempt: Attempt, heads: Heads): Promise<'written' | 'refused'> {
    const [written, committed] = await Promise.allSettled([
      this.#send(batch, attempt, heads, fenceOf(batch, heads)),
      this.#connection.query('commit'),
    ]);
    if (committed.status === 'rejected') throw committed.reason;
    if (written.status === 'fulfilled') return written.value ? 'written' : 'refused';
    // The commit of a transaction in which a statement failed is a rollback.
    if (isTaken(written.reason)) return 'refused';
    throw written.reason;
  }

  async release(): Promise<void> {
    await this.#connection.query('rollback');
  }

  async resolve(attempt: Attempt | undefined): Promise<{ committed: boolean; heads: Heads }> {
    await this.#connection.connect();
    const { schema } = this.options;
    // Whoever holds the heads, a statement of ours that outlived its connection included, is waited for.
    const [, locked] = await settled([
      this.#connection.query('begin'),
      this.#connection.query<HeadRow>(this.#headsQuery('lock', 'for update')),
    ]);
    const heads = readHeads(locked);
    if (attempt === undefined || (await this.#isCommitted(attempt))) {
      await this.#connection.query('commit');
      return { committed: attempt !== undefined, heads };
    }
    // It has not come this far. Should it still be on its way, it finds itself in an epoch that is over.
    await settled([
      this.#connection.query(`update ${schema}.heads set epoch = epoch + 1`),
      this.#connection.query('commit'),
    ]);
    return { committed: false, heads: { ...heads, epoch: heads.epoch + 1 } };
  }

  load(misses: Misses): Promise<Loaded> {
    const isAway = (error: unknown): boolean => refusedWith(error) === undefined;
    return patiently(this.options.patienceMs, () => loadMisses(this.options, misses), isAway);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #send(batch: Batch, attempt: Attempt, heads: Heads, fence: readonly number[]): Promise<boolean> {
    const values = this.#encoded.parameters(batch, attempt, heads, fence);
    const rows = await this.#connection.query<{ holds: boolean }>({ name: 'append', text: this.#append, values });
    return rows[0]?.holds ?? false;
  }

  async #isCommitted({ shard, firstPosition, token }: Attempt): Promise<boolean> {
    const rows = await this.#connection.query<{ token: string }>({
      name: 'token',
      text: `select token from ${this.options.schema}.batches
        where shard = $1 and last_position >= $2 order by last_position limit 1`,
      values: [shard, firstPosition],
    });
    return rows[0]?.token === token;
  }

  #headsQuery(name: string, lock: '' | 'for update'): pg.QueryConfig {
    const { schema } = this.options;
    return { name, text: `select shard, position, recorded_at, epoch from ${schema}.heads order by shard ${lock}` };
  }
}

interface ForeignRow {
  readonly shard: number;
  readonly position: string;
  readonly stream: string;
  readonly version: number;
  readonly category: string;
  readonly type: string;
  readonly claims: string | null;
  readonly tags: string | null;
  readonly payload: string;
}

interface ClaimRow {
  readonly key: string;
  readonly stream: string;
  readonly version: number;
  readonly fingerprint: string;
}

function readForeign(row: ForeignRow): ForeignEvent {
  return { ...row, position: Number(row.position) };
}

function readClaim({ stream, version, fingerprint }: ClaimRow): Claimed {
  return { stream, version, fingerprint: uuidFingerprint(fingerprint) };
}

function readHeads(rows: readonly HeadRow[]): Heads {
  return {
    byShard: rows.map((row) => ({ position: Number(row.position), recordedAt: Number(row.recorded_at) })),
    epoch: rows[0]?.epoch ?? 0,
  };
}

/** The shards whose heads must stand still: those of every stream that was looked at, or all. */
function fenceOf(batch: Batch, heads: Heads): readonly number[] {
  if (batch.decided.some(({ looked }) => looked.everywhere)) return [...heads.byShard.keys()];
  const looked = new Set<number>();
  for (const { looked: each } of batch.decided) for (const shard of each.shards) looked.add(shard);
  return [...looked].sort((a, b) => a - b);
}

/** Waits for all, so that no answer is left behind on the connection, then fails with the first failure. */
async function settled<Results extends readonly unknown[]>(promises: {
  [Index in keyof Results]: Promise<Results[Index]>;
}): Promise<Results> {
  await Promise.allSettled(promises);
  const results: unknown = await Promise.all(promises);
  return results as Results;
}
