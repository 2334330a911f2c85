import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { describeEventStore } from '../event-store.features.js';
import type { EventStore } from '../event-store.js';
import { createPostgresStore } from './postgres-store.js';

let server: TestPostgres;
let database: TestDatabase;
let schemas = 0;
const urls = new WeakMap<EventStore, Parameters<typeof createPostgresStore>[0]>();

async function open(options: Parameters<typeof createPostgresStore>[0]): Promise<EventStore> {
  const store = await createPostgresStore(options);
  urls.set(store, options);
  return store;
}

describeEventStore({
  name: 'PostgreSQL',
  async start() {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
  },
  async stop() {
    await database.drop();
    await server.stop();
  },
  create: (clock) => open({ clock, url: database.url, schema: `ledger_${(schemas += 1)}` }),
  async reopen(store) {
    const options = urls.get(store);
    if (options === undefined) throw new Error('not a store of this suite');
    return open(options);
  },
});
