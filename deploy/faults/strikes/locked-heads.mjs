/** @import pg from 'pg' */

/**
 * Nobody can write to the ledger meanwhile. The heads are locked in the order in which writers lock them: in another one,
 * they and we would wait for each other.
 *
 * @param {pg.Pool} pool @param {() => Promise<unknown>} work
 */
export async function withLockedHeads(pool, work) {
  const client = await pool.connect();
  try {
    await client.query('begin; select 1 from ledger.heads order by shard for update');
    await work();
  } finally {
    await client.query('rollback');
    client.release();
  }
}
