import pg from 'pg';

/**
 * A pool that survives the loss of its database: idle connections that break are dropped and made anew on demand.
 * Without a listener on `error`, one broken connection would end the process: the pool hears of idle ones, and those that
 * are lent out are heard here; whoever has one is told by the next query.
 */
export function createPool(url: string, options: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, ...options });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
