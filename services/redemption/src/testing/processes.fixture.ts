import { createPostgresStore, type EventStore } from '@loyalty/event-store';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { type App, type AppOptions, openApp } from './app.fixture.js';
import { earnPoints, MembersFixture, TEA } from './shop.fixture.js';

export interface Processes {
  readonly database: TestDatabase;
  readonly members: MembersFixture;
  /** One more, as another process on the same database. */
  open(options?: Pick<AppOptions, 'documents' | 'payouts'>): Promise<App>;
  /** Before the test ends. */
  close(app: App): Promise<void>;
  /** Two, and points of the card 4007. */
  openTwo(points: number, documents?: readonly string[]): Promise<readonly [App, App]>;
}

/** Within a `describe`: redemption in several processes on one PostgreSQL, with a database for each test. */
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

  async function open(options: Pick<AppOptions, 'documents' | 'payouts'> = {}): Promise<App> {
    let now = () => Date.now();
    const store = await createPostgresStore({ url: database.url, clock: { now: () => now() } });
    const app = await openApp({
      ...options,
      members,
      database,
      store: (clock) => {
        now = () => clock.now();
        return store;
      },
    });
    opened.push({ app, store });
    return app;
  }

  return {
    get database() {
      return database;
    },
    get members() {
      return members;
    },
    open,
    async close(app) {
      const at = opened.findIndex((each) => each.app === app);
      for (const { store } of opened.splice(at, 1)) {
        await app.close();
        await store.close();
      }
    },
    async openTwo(points, documents) {
      const owner = members.join(TEA, '4007');
      const apps = [
        await open({ ...(documents && { documents }) }),
        await open({ ...(documents && { documents }) }),
      ] as const;
      await earnPoints(apps[0].shop.store, owner, { points });
      return apps;
    },
  };
}
