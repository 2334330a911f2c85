import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode, quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import type { Positions } from '../../application/rebuilding.js';
import { type Build, pointViewsAt, schemaOf } from './builds.js';
import { inTransaction } from './transaction.js';

const LOCK_NOT_AVAILABLE = '55P03';
const TRY_AGAIN_MS = 50;

/**
 * The checkpoints of the old build are locked, so its writer waits and both builds can stand at the same positions; they
 * are gone with the commit, so that the writer's next batch finds none to advance and writes nothing. Readers that come
 * meanwhile wait for the views, but never long: the switch gives up before the database looks for deadlocks, where a
 * reader could be the one that is refused.
 */
export async function switchOver(
  pool: pg.Pool,
  { from, to }: { readonly from: Build; readonly to: Build },
  catchUp: (positions: Positions) => Promise<void>,
): Promise<void> {
  const old = quoteIdentifier(schemaOf(from));
  const attempt = () =>
    inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ shard: number; position: string }>(
        `select shard, position from ${old}.checkpoints order by shard for update`,
      );
      await catchUp(new Map(rows.map(({ shard, position }) => [shard, Number(position)])));
      await client.query("set local lock_timeout = '100ms'");
      await pointViewsAt(client, to);
      await client.query(`delete from ${old}.checkpoints`);
    });
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (errorCode(error) !== LOCK_NOT_AVAILABLE) throw error;
      await sleep(TRY_AGAIN_MS);
    }
  }
}
