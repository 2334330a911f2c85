import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { startTestPostgres, type TestPostgres } from './test-postgres.js';

interface Closing {
  close(): Promise<void>;
}

interface Clock {
  now(): number;
}

interface Place<Store> {
  readonly database: TestDatabase;
  /** The app's store; it goes by the app's clock, which is there once the app is being opened. */
  store(clock: Clock): Store;
}

export interface AppsOnPostgres<App extends Closing, Store extends Closing> {
  readonly database: TestDatabase;
  /** One more app with a store of its own, as another process on the same database; until the test ends. */
  open(openApp: (place: Place<Store>) => Promise<App>): Promise<App>;
  /** Before the test ends. */
  close(app: App): Promise<void>;
}

/** Within a `describe`: a service in several processes on one PostgreSQL, with a database for each test. */
export function appsOnPostgres<App extends Closing, Store extends Closing>(
  openStore: (place: { readonly url: string; readonly clock: Clock }) => Promise<Store>,
): AppsOnPostgres<App, Store> {
  let server: TestPostgres;
  let database: TestDatabase;
  const opened: { readonly app: App; readonly store: Store }[] = [];

  beforeAll(async () => void (server = await startTestPostgres()));
  afterAll(() => server.stop());
  beforeEach(async () => void (database = await createTestDatabase(server)));
  afterEach(async () => {
    await close(opened.splice(0));
    await database.drop();
  });

  async function close(those: typeof opened): Promise<void> {
    for (const { app, store } of those) {
      await app.close();
      await store.close();
    }
  }

  return {
    get database() {
      return database;
    },
    async open(openApp) {
      let now = () => Date.now();
      const store = await openStore({ url: database.url, clock: { now: () => now() } });
      const app = await openApp({
        database,
        store: (clock) => {
          now = () => clock.now();
          return store;
        },
      });
      opened.push({ app, store });
      return app;
    },
    async close(app) {
      const at = opened.findIndex((each) => each.app === app);
      await close(opened.splice(at, 1));
    },
  };
}
