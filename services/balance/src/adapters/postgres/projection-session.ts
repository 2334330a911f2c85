import { quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import type { Batch, ProjectionSession } from '../../application/projection-session.js';
import { APPLY_BATCHES, applyParameters } from './apply-batches.js';
import { schemaOf } from './projection-tables.js';

const HEARTBEAT_MS = 5_000;

/**
 * Checkpoints are written with the effects, so a crash of the database that loses the last of them loses both and they
 * are read again: nothing has to wait for the disk. A process that stands still (not dead, so its connection stays) is
 * cut off by the server, and another takes over. Joins go by index, whatever was known of the tables when the statement
 * was planned.
 */
const SETTINGS = `
  set synchronous_commit = off; set idle_session_timeout = '20s';
  set plan_cache_mode = force_generic_plan; set enable_hashjoin = off; set enable_mergejoin = off; set enable_seqscan = off`;

/** One connection of the pool, kept for as long as it holds the version's lock. */
export async function openSession(pool: pg.Pool, version: number): Promise<ProjectionSession | undefined> {
  const client = await pool.connect();
  try {
    const lock = await client.query<{ got: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as got', [
      `projection ${schemaOf(version)}`,
    ]);
    if (lock.rows[0]?.got !== true) {
      client.release();
      return undefined;
    }
    await client.query(`set search_path to ${quoteIdentifier(schemaOf(version))}; ${SETTINGS}`);
    return new PostgresSession(client);
  } catch (error) {
    client.release(true);
    throw error;
  }
}

class PostgresSession implements ProjectionSession {
  readonly lost: Promise<unknown>;
  private readonly heartbeat: NodeJS.Timeout;
  private end: (reason: unknown) => void = () => undefined;
  private last: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(private readonly client: pg.PoolClient) {
    this.lost = new Promise((resolve) => {
      this.end = (reason) => {
        if (!this.closed) resolve(reason);
      };
    });
    client.on('error', (error) => this.end(error));
    client.on('end', () => this.end(new Error('the connection of the projection was closed')));
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  async positions(): Promise<ReadonlyMap<number, number>> {
    const rows = await this.query<{ shard: number; position: string }>({
      text: 'select shard, position from checkpoints',
    });
    return new Map(rows.map(({ shard, position }) => [shard, Number(position)]));
  }

  async write(batches: readonly Batch[]): Promise<ReadonlySet<number>> {
    const values = applyParameters(batches);
    const rows = await this.query<{ shard: number }>({ name: 'apply-batches', text: APPLY_BATCHES, values });
    return new Set(rows.map(({ shard }) => shard));
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.heartbeat);
    // Not given back: the lock and the settings belong to the connection, and end with it.
    this.client.release(true);
  }

  private beat(): void {
    this.query({ text: 'select 1' }).catch((error: unknown) => this.end(error));
  }

  /** One after the other: a connection does one thing at a time. */
  private query<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<Row[]> {
    const result = this.last.then(() => this.client.query<Row>(query)).then(({ rows }) => rows);
    this.last = result.catch(() => undefined);
    return result;
  }
}
