import { createPostgresStore, type PostgresStore } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import {
  createTestDatabase,
  RUN_SOURCE,
  startTestPostgres,
  type TestDatabase,
  type TestPostgres,
} from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentHash } from '../adapters/postgres/content-hash.js';
import { openSession } from '../adapters/postgres/projection-session.js';
import { type Build, prepareServing, PROJECTION_VERSION, readPositions } from '../adapters/postgres/builds.js';
import { LedgerReader } from '../application/read-ledger.js';
import { caughtUp } from '../application/caught-up.js';
import { LedgerShop, SetClock } from '../ledger-shop.fixture.js';
import { playRandomHistory } from '../random-history.fixture.js';
import { seeded } from '../seeded.fixture.js';
import { ProjectionThread } from './projection-thread.js';

describe('The projection in its thread', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let store: PostgresStore;
  let shop: LedgerShop;
  let build: Build;
  const clock = new SetClock(Date.UTC(2026, 0, 1));

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    store = await createPostgresStore({ url: database.url, clock, shards: 3, categories: [accountStream] });
    shop = new LedgerShop(store);
    build = await prepareServing(database.pool, PROJECTION_VERSION, store.shards);
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
    await server.stop();
  });

  const positions = () => readPositions(database.pool);
  const startThread = (written: string[] = [], errors: unknown[] = []) => {
    const thread = new ProjectionThread({
      program: { file: new URL('./projection-worker.ts', import.meta.url), execArgv: RUN_SOURCE },
      data: { databaseUrl: database.url, ledger: { url: database.url } },
      onCommit: (listener) => store.onCommit(listener),
      onWritten: (accounts) => written.push(...accounts),
      onError: (error) => errors.push(error),
    });
    thread.start();
    return thread;
  };
  const play = (steps: number) => {
    const accounts = Array.from({ length: 8 }, () => shop.open());
    return playRandomHistory({ shop, clock, random: seeded(steps), accounts, steps });
  };

  it('writes what it writes where it stands, and is told of commits as they come', async () => {
    const [written, errors]: [string[], unknown[]] = [[], []];
    const thread = startThread(written, errors);
    await play(300);
    await caughtUp({ log: store, positions, hurry: () => thread.hurry() });
    await thread.stop();
    expect(errors).toEqual([]);
    expect(written.length).toBeGreaterThan(0);
    const inThread = await contentHash(database.pool, build);

    await database.pool.query('drop schema balance_v3 cascade; drop schema balance cascade');
    await prepareServing(database.pool, PROJECTION_VERSION, store.shards);
    const here = new LedgerReader({
      log: store,
      decode: accountStream.decode,
      openSession: () => openSession(database.pool, PROJECTION_VERSION),
      onWritten: () => undefined,
      onError: (error) => errors.push(error),
    });
    here.start();
    await caughtUp({ log: store, positions, hurry: () => here.hurry() });
    await here.stop();
    expect(await contentHash(database.pool, build)).toEqual(inThread);
    expect(errors).toEqual([]);
  });

  it('leaves no connection behind when it is stopped', async () => {
    const thread = startThread();
    await play(20);
    await caughtUp({ log: store, positions, hurry: () => thread.hurry() });
    await thread.stop();
    const sessions = () =>
      database.pool.query<{ locks: number }>(
        `select count(*)::int as locks from pg_locks where locktype = 'advisory'
         and database = (select oid from pg_database where datname = current_database())`,
      );
    // The server gives the lock back a moment after the connection is gone.
    while ((await sessions()).rows[0]?.locks !== 0);
  });
});
