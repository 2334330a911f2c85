import { createPostgresStore, type EventStore } from '@loyalty/event-store';
import { appsOnPostgres, type TestDatabase } from '@loyalty/testing';
import { beforeEach } from '@jest/globals';
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
  const apps = appsOnPostgres<App, EventStore>(createPostgresStore);
  let members: MembersFixture;
  beforeEach(() => void (members = new MembersFixture()));

  const open: Processes['open'] = (options = {}) => apps.open((place) => openApp({ ...options, members, ...place }));

  return {
    get database() {
      return apps.database;
    },
    get members() {
      return members;
    },
    open,
    close: (app) => apps.close(app),
    async openTwo(points, documents) {
      const owner = members.join(TEA, '4007');
      const both = [
        await open({ ...(documents && { documents }) }),
        await open({ ...(documents && { documents }) }),
      ] as const;
      await earnPoints(both[0].shop.store, owner, { points });
      return both;
    },
  };
}
