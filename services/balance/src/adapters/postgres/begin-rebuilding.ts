import type pg from 'pg';
import type { FrozenBuild, Rebuilding } from '../../application/rebuilding.js';
import { type Build, dropOthers, makeBuild, readPositions, servingBuild } from './builds.js';
import { compareBuilds } from './compare-builds.js';
import { deferIndexes } from './deferred-indexes.js';
import { openUnserved } from './projection-session.js';
import { switchOver } from './switch-over.js';

/** The database is what a rebuild waits for; with two, one is written while the other is being sent. */
const SESSIONS = 2;
/** Connections that a rebuild needs at once. */
export const REBUILD_CONNECTIONS = SESSIONS + 4;
const LOCK = 'rebuild balance';

/** One at a time, by a lock that ends with its connection: what a dead one left is dropped by the next. */
export async function beginRebuilding(
  pool: pg.Pool,
  { version, shards }: { readonly version: number; readonly shards: number },
): Promise<Rebuilding | undefined> {
  const holder = await pool.connect();
  try {
    const { rows } = await holder.query<{ got: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as got',
      [LOCK],
    );
    if (rows[0]?.got !== true) {
      holder.release();
      return undefined;
    }
    await dropOthers(pool);
    const serving = await servingBuild(pool);
    if (!serving) throw new Error('nothing serves that could be rebuilt');
    const build = await makeBuild(pool, version, shards);
    const makeIndexes = await deferIndexes(pool, build);
    const sessions = await Promise.all(Array.from({ length: SESSIONS }, () => openUnserved(pool, build)));
    return {
      isUpgrade: serving.version !== version,
      sessions,
      endOfBulk: makeIndexes,
      servingPositions: () => readPositions(pool),
      freezeServing: () => freeze(pool, serving, build),
      switchOver: (catchUp) => switchOver(pool, { from: serving, to: build }, catchUp),
      async end() {
        try {
          for (const session of sessions) await session.close();
          await dropOthers(pool);
          // Given back by name: a connection that is closed holds it for a moment longer, and the next rebuild would be refused.
          await holder.query('select pg_advisory_unlock(hashtextextended($1, 0))', [LOCK]);
        } catch (error) {
          // Or its lock would refuse every rebuild until the process ends, and the pool would lack a connection for good.
          holder.release(true);
          throw error;
        }
        holder.release();
      },
    };
  } catch (error) {
    holder.release(true);
    throw error;
  }
}

/** A snapshot of the database: tables and checkpoints are of one moment in it, and whoever writes goes on. */
async function freeze(pool: pg.Pool, serving: Build, build: Build): Promise<FrozenBuild> {
  const snapshot = await pool.connect();
  try {
    await snapshot.query('begin isolation level repeatable read read only');
    const positions = await readPositions(snapshot);
    return {
      positions,
      async compare() {
        const client = await pool.connect();
        try {
          return await compareBuilds({ client: snapshot, build: serving }, { client, build });
        } finally {
          client.release();
        }
      },
      async release() {
        await snapshot.query('rollback');
        snapshot.release();
      },
    };
  } catch (error) {
    snapshot.release(true);
    throw error;
  }
}
