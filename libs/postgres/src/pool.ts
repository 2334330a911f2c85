import pg from 'pg';

/**
 * A pool that survives the loss of its database: idle connections that break are dropped and made anew on demand.
 * Without a listener on `error`, one broken idle connection would end the process.
 */
export function createPool(url: string, options: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, ...options });
  pool.on('error', () => undefined);
  return pool;
}
