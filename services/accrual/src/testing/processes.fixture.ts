import { createPostgresStore, type EventStore } from '@loyalty/event-store';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { ProgrammeCatalogue } from '../application/programmes/programme-catalogue.js';
import { type App, type AppFixtureOptions, openApp } from './app.fixture.js';
import { MembersFixture } from './members.fixture.js';

export interface Processes {
  readonly database: TestDatabase;
  readonly members: MembersFixture;
  /** One more, as another process on the same database. */
  open(options?: Pick<AppFixtureOptions, 'document' | 'now'>): Promise<App>;
  /** Two that are alike. */
  openTwo(options?: Pick<AppFixtureOptions, 'document' | 'now'>): Promise<readonly [App, App]>;
}

/** Within a `describe`: accrual in several processes on one PostgreSQL, with a database and members for each test. */
export function processesOnPostgres(): Processes {
  let server: TestPostgres;
  let database: TestDatabase;
  let members: MembersFixture;
  const opened: { app: App; store: EventStore }[] = [];

  beforeAll(async () => void (server = await startTestPostgres()));
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await createTestDatabase(server);
    members = new MembersFixture();
  });
  afterEach(async () => {
    for (const { app, store } of opened.splice(0)) {
      await app.close();
      await store.close();
    }
    await database.drop();
  });

  const open: Processes['open'] = async (options = {}) => {
    let now = () => Date.now();
    const store = await createPostgresStore({ url: database.url, clock: { now: () => now() } });
    const app = await openApp({
      ...options,
      members,
      database: { url: database.url },
      store: (clock) => {
        now = () => clock.now();
        return store;
      },
    });
    opened.push({ app, store });
    return app;
  };

  return {
    get database() {
      return database;
    },
    get members() {
      return members;
    },
    open,
    openTwo: async (options) => [await open(options), await open(options)],
  };
}

/** The one for what is even, the other for what is odd. */
export function inTurn<Each>([one, other]: readonly [Each, Each], at: number): Each {
  return at % 2 === 0 ? one : other;
}

/** What use cases take in the process of an app, where no door of accrual's leads to them. */
export async function portsOf({ store, members }: App) {
  const programmes = new ProgrammeCatalogue(store);
  await programmes.refresh();
  return { store, programmes, members };
}
