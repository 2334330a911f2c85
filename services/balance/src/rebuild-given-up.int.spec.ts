import { createPostgresStore, type PostgresStore } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { beginRebuilding } from './adapters/postgres/begin-rebuilding.js';
import { PROJECTION_VERSION, servingBuild } from './adapters/postgres/builds.js';
import { rebuild } from './application/rebuild.js';
import { type BalanceApp, startBalance } from './balance-app.fixture.js';
import { inThisThread } from './in-this-thread.js';
import { LedgerShop, SetClock } from './ledger-shop.fixture.js';
import { playRandomHistory } from './random-history.fixture.js';
import { seeded } from './seeded.fixture.js';

describe('A rebuild that is given up', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let store: PostgresStore;
  let service: BalanceApp;
  const clock = new SetClock(Date.UTC(2026, 0, 1));

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    database = await createTestDatabase(server);
    store = await createPostgresStore({ url: database.url, clock, shards: 4, categories: [accountStream] });
    service = await startBalance({ store, url: database.url, clock });
    const shop = new LedgerShop(store);
    const accounts = Array.from({ length: 24 }, () => shop.open());
    await playRandomHistory({ shop, clock, random: seeded(1), accounts, steps: 200 });
    await service.balances.caughtUp();
  });
  afterEach(async () => {
    await service.close();
    await store.close();
    await database.drop();
  });

  const lent = () => database.pool.totalCount - database.pool.idleCount;
  const schemas = async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      "select nspname as name from pg_namespace where nspname like 'balance%' order by 1",
    );
    return rows.map(({ name }) => name);
  };

  it('because its process is to end reads no page more, and leaves nothing', async () => {
    const ending = new AbortController();
    const [before, of] = [lent(), (await store.heads()).reduce((sum, head) => sum + head, 0)];
    let last = 0;
    const given = inThisThread({ log: store, pool: database.pool }).rebuild(({ events }) => {
      last = events;
      if (events > 0) ending.abort();
    }, ending.signal);
    await expect(given).rejects.toThrow('aborted');
    expect(last).toBeLessThan(of);
    expect(await schemas()).toEqual(['balance', 'balance_v3']);
    expect(lent()).toBe(before);
    expect(await service.balances.rebuild()).toMatchObject({ state: 'switched' });
  });

  it('because its connection was lost keeps neither the lock nor a connection', async () => {
    const before = lent();
    const begun = await beginRebuilding(database.pool, { version: PROJECTION_VERSION, shards: store.shards });
    const { rowCount } = await database.pool.query(
      `select pg_terminate_backend(pid, 10000) from pg_locks where locktype = 'advisory'
         and ((classid::int8 << 32) | objid::int8) = hashtextextended('rebuild balance', 0)`,
    );
    expect(rowCount).toBe(1);
    await expect(begun?.end()).rejects.toThrow();
    expect(lent()).toBe(before);
    expect(await service.balances.rebuild()).toMatchObject({ state: 'switched' });
  });

  it('by another process, or undone by one of the last release, is made again for this one’s version', async () => {
    const older = PROJECTION_VERSION - 1;
    const begin = () => beginRebuilding(database.pool, { version: older, shards: store.shards });
    const back = await rebuild({ log: store, decode: accountStream.decode, begin }, () => undefined);
    expect(back.outcome).toBe('switched');
    const deadline = Date.now() + 60_000;
    while ((await servingBuild(database.pool))?.version !== PROJECTION_VERSION && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await servingBuild(database.pool)).toMatchObject({ version: PROJECTION_VERSION });
    await service.balances.caughtUp();
  });
});
