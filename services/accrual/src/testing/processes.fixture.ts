import { createPostgresStore, type EventStore } from '@loyalty/event-store';
import { appsOnPostgres, type TestDatabase } from '@loyalty/testing';
import { beforeEach } from '@jest/globals';
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
  const apps = appsOnPostgres<App, EventStore>(createPostgresStore);
  let members: MembersFixture;
  beforeEach(() => void (members = new MembersFixture()));

  const open: Processes['open'] = (options = {}) =>
    apps.open(({ database: { url }, store }) => openApp({ ...options, members, database: { url }, store }));

  return {
    get database() {
      return apps.database;
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
