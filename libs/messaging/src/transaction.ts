import type pg from 'pg';

/**
 * A connection of one's own for a while. One that breaks meanwhile says so to whoever waits for its answer; without a
 * listener it would besides end the process.
 */
export async function withClient<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken = false;
  const breaks = (): void => {
    broken = true;
  };
  client.on('error', breaks);
  try {
    return await work(client);
  } finally {
    client.off('error', breaks);
    client.release(broken);
  }
}

export function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  return withClient(pool, async (client) => {
    await client.query('begin');
    let result: Result;
    try {
      result = await work(client);
    } catch (error) {
      // Where even this fails the session is gone, and its transaction with it.
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
    const { command } = await client.query('commit');
    // A statement failed and whoever sent it kept that to himself: PostgreSQL has then undone everything, without an error.
    if (command !== 'COMMIT') throw new Error('a failed statement was passed over in silence; nothing was committed');
    return result;
  });
}
