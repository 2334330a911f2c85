import { quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import { type Batch, BuildReplaced, type ProjectionSession } from '../../application/projection-session.js';
import { APPLY_BATCHES, applyParameters } from './apply-batches.js';
import { type Build, schemaOf, servingBuild, writerLock } from './builds.js';

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

/** To what serves, if it is of this version. One connection of the pool, kept for as long as it holds the build's lock. */
export async function openSession(pool: pg.Pool, version: number): Promise<ProjectionSession | undefined> {
  const client = await pool.connect();
  try {
    const serving = await servingBuild(client);
    if (serving?.version !== version || !(await lockedBy(client, serving))) {
      client.release();
      return undefined;
    }
    const session = await newSession(client, serving, () => stillServes(client, serving));
    await session.confirm();
    return session;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** To a build that nobody else knows of yet. */
export async function openUnserved(pool: pg.Pool, build: Build): Promise<ProjectionSession> {
  const client = await pool.connect();
  try {
    return await newSession(client, build, () => Promise.resolve(true));
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function newSession(client: pg.PoolClient, build: Build, isCurrent: () => Promise<boolean>) {
  await client.query(`set search_path to ${quoteIdentifier(schemaOf(build))}; ${SETTINGS}`);
  return new PostgresSession(client, isCurrent);
}

async function lockedBy(client: pg.PoolClient, build: Build): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as got', [
    writerLock(build),
  ]);
  return rows[0]?.got === true;
}

async function stillServes(client: pg.PoolClient, build: Build): Promise<boolean> {
  const serving = await servingBuild(client);
  return serving?.version === build.version && serving.generation === build.generation;
}

class PostgresSession implements ProjectionSession {
  readonly lost: Promise<unknown>;
  private readonly heartbeat: NodeJS.Timeout;
  private end: (reason: unknown) => void = () => undefined;
  private last: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly client: pg.PoolClient,
    private readonly isCurrent: () => Promise<boolean>,
  ) {
    this.lost = new Promise((resolve) => {
      this.end = (reason) => {
        if (!this.closed) resolve(reason);
      };
    });
    client.on('error', (error) => this.end(error));
    client.on('end', () => this.end(new Error('the connection of the projection was closed')));
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MS);
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

  async confirm(): Promise<void> {
    if (!(await this.inTurn(this.isCurrent))) this.end(new BuildReplaced());
  }

  private async beat(): Promise<void> {
    try {
      await this.query({ text: 'select 1' });
      await this.confirm();
    } catch (error) {
      this.end(error);
    }
  }

  private async query<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<Row[]> {
    return (await this.inTurn(() => this.client.query<Row>(query))).rows;
  }

  /** One after the other: a connection does one thing at a time. */
  private inTurn<Result>(ask: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(ask);
    this.last = result.catch(() => undefined);
    return result;
  }
}
