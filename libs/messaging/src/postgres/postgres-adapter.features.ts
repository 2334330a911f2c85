import { createPool } from '@loyalty/postgres';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import type pg from 'pg';
import type { BusAdapter } from '../contract/adapter.features.js';
import { createPostgresBus } from './postgres-bus.js';
import { cutBefore } from './sweep.js';
import { Topics } from './topics.js';

/** A server of its own; every bus has a pool of its own, as a process has. */
export function postgresAdapter(): BusAdapter {
  let server: TestPostgres | undefined;
  let database: TestDatabase | undefined;
  const pools: pg.Pool[] = [];
  const started = (): TestDatabase => {
    if (database === undefined) throw new Error('not started');
    return database;
  };
  return {
    name: 'PostgreSQL',
    async start() {
      server = await startTestPostgres();
      database = await createTestDatabase(server);
    },
    async stop() {
      await Promise.all(pools.map((pool) => pool.end()));
      await database?.drop();
      await server?.stop();
    },
    async connect() {
      // The buses of all tests are many; what they no longer use is not to be kept from the others.
      const pool = createPool(started().url, { max: 6, idleTimeoutMillis: 100 });
      pools.push(pool);
      return createPostgresBus({ pool });
    },
    async cut(partition, before) {
      const tables = { pool: started().pool, schema: 'bus' };
      const topic = await new Topics(tables).idOf(partition);
      await cutBefore(tables, { topic, partition: partition.partition, before });
    },
  };
}
