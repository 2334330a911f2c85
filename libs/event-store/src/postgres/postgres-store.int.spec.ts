import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeEventStore, type Adapter } from '../event-store.features.js';
import type { EventStore } from '../event-store.js';
import { describeTraces } from '../traces.features.js';
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

const adapter: Adapter = {
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
};

describeEventStore(adapter);
describeTraces(adapter);

describe('A store whose tables another process keeps', () => {
  let own: TestPostgres;
  let kept: TestDatabase;
  beforeAll(async () => {
    own = await startTestPostgres();
    kept = await createTestDatabase(own);
  });
  afterAll(async () => {
    await kept.drop();
    await own.stop();
  });

  it('is not there before that process has made them, and makes none', async () => {
    const options = { clock: Date, url: kept.url };
    await expect(createPostgresStore({ ...options, migrates: false })).rejects.toMatchObject({
      name: 'StoreUnavailable',
    });
    expect((await kept.pool.query("select to_regnamespace('ledger') as schema")).rows).toEqual([{ schema: null }]);
    await (await createPostgresStore(options)).close();
    const guest = await createPostgresStore({ ...options, migrates: false });
    expect(await guest.heads()).toHaveLength(8);
    await guest.close();
  });
});
