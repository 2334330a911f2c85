import pg from 'pg';

export interface PoolOptions extends pg.PoolConfig {
  /** What it is for, as metrics show it. */
  readonly name?: string;
}

export interface NamedPool {
  readonly name: string;
  readonly pool: pg.Pool;
}

const pools = new Set<NamedPool>();

/**
 * A pool that survives the loss of its database: idle connections that break are dropped and made anew on demand.
 * Without a listener on `error`, one broken connection would end the process: the pool hears of idle ones, and those that
 * are lent out are heard here; whoever has one is told by the next query.
 */
export function createPool(url: string, { name = 'other', ...options }: PoolOptions = {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, ...options });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  pools.add({ name, pool });
  return pool;
}

/** Those of this process, until they are ended. */
export function openPools(): Iterable<NamedPool> {
  for (const each of pools) if (each.pool.ending) pools.delete(each);
  return pools;
}
