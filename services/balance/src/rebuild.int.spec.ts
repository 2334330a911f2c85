import { createPostgresStore, type PostgresStore } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import {
  createTestDatabase,
  RUN_SOURCE,
  startTestPostgres,
  type TestDatabase,
  type TestPostgres,
} from '@loyalty/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { beginRebuilding } from './adapters/postgres/begin-rebuilding.js';
import { prepareServing, PROJECTION_VERSION, servingBuild } from './adapters/postgres/builds.js';
import { openSession } from './adapters/postgres/projection-session.js';
import { BuildReplaced } from './application/projection-session.js';
import { rebuild } from './application/rebuild.js';
import { type BalanceApp, startBalance } from './balance-app.fixture.js';
import { LedgerShop, SetClock, type ShopAccount } from './ledger-shop.fixture.js';
import { playRandomHistory } from './random-history.fixture.js';
import { readUntilDone } from './restless-reader.fixture.js';
import { seeded } from './seeded.fixture.js';
import { rebuildInThread } from './threads/rebuild-thread.js';

const READERS = 4;

describe('A rebuild', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let store: PostgresStore;
  let service: BalanceApp;
  let shop: LedgerShop;
  let accounts: readonly ShopAccount[];
  const clock = new SetClock(Date.UTC(2026, 0, 1));

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    database = await createTestDatabase(server);
    store = await createPostgresStore({ url: database.url, clock, shards: 4, categories: [accountStream] });
    shop = new LedgerShop(store);
    accounts = Array.from({ length: 24 }, () => shop.open());
    service = await startBalance({ store, url: database.url, clock });
  });
  afterEach(async () => {
    await service.close();
    await store.close();
    await database.drop();
  });

  const play = (seed: number, steps: number, who = accounts) =>
    playRandomHistory({ shop, clock, random: seeded(seed), accounts: who, steps });

  const played = async (steps: number) => {
    await play(1, steps);
    await service.balances.caughtUp();
  };

  const events = async () => (await store.heads()).reduce((sum, head) => sum + head, 0);
  const schemas = async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      "select nspname as name from pg_namespace where nspname like 'balance%' order by 1",
    );
    return rows.map(({ name }) => name);
  };

  it('says the same as what served, takes its place, and leaves nothing of it', async () => {
    await played(300);
    const before = await service.balances.contentHash();
    const report = await service.balances.rebuild();
    expect(report).toMatchObject({ state: 'switched', outcome: { compared: true, events: await events() } });
    expect(await service.balances.contentHash()).toEqual(before);
    expect(await schemas()).toEqual(['balance', 'balance_v3_g2']);

    await play(2, 50);
    await service.balances.caughtUp();
    expect(await service.balances.rebuild()).toMatchObject({ state: 'switched' });
    expect(await schemas()).toEqual(['balance', 'balance_v3_g3']);
  });

  it('is not noticed by those who read and write meanwhile: no read fails, none goes back in version', async () => {
    await played(1_500);
    const done = { rebuilds: false };
    const reading = Array.from({ length: READERS }, (_, seed) =>
      readUntilDone({ url: database.url, accounts, now: clock.now(), seed, done }),
    );
    const writing = writeAllTheTime(done);
    const states = [];
    for (let round = 0; round < 3; round += 1) states.push((await service.balances.rebuild()).state);
    done.rebuilds = true;
    const reads = await Promise.all(reading);
    const written = await writing;
    expect(states).toEqual(['switched', 'switched', 'switched']);
    expect(Math.min(...reads)).toBeGreaterThan(10);
    expect(written).toBeGreaterThan(20);

    await service.balances.caughtUp();
    for (const account of accounts) {
      const { version } = await shop.account(account);
      const told = await service.get(`/v1/accounts/${account.id}/balance?minVersion=${version}`);
      expect(told).toMatchObject({ status: 200, body: { version } });
    }
  });

  async function writeAllTheTime(done: { readonly rebuilds: boolean }): Promise<number> {
    const before = await events();
    for (let seed = 100; !done.rebuilds; seed += 1) await play(seed, 20);
    return (await events()) - before;
  }

  it('finds a row that was changed by hand, says which and how, and changes nothing', async () => {
    await played(200);
    const { rows } = await database.pool.query<{ account: string; lot: string }>(
      'update balance_v3.lots set available = available + 1 where lot = (select min(lot) from balance_v3.lots) returning account, lot',
    );
    const [changed] = rows;
    const before = await service.balances.contentHash();
    const report = await service.balances.rebuild();
    expect(report.state).toBe('refused');
    const { comparison } = Object(report.outcome);
    expect(comparison.differing).toBe(1);
    const [{ serving, rebuilt, ...where }] = comparison.differences;
    expect(where).toEqual({ table: 'lots', key: changed?.account });
    expect(serving).toHaveLength(1);
    expect(serving).toEqual([{ ...rebuilt[0], available: rebuilt[0].available + 1 }]);
    expect(serving[0].lot).toBe(changed?.lot);

    expect(await service.balances.contentHash()).toEqual(before);
    expect(await schemas()).toEqual(['balance', 'balance_v3']);
  });

  it.each([
    ['is missing', 'delete from balance_v3.entries where id = (select min(id::text)::uuid from balance_v3.entries)'],
    ['was never booked', "insert into balance_v3.holds values (0, gen_random_uuid(), 'hold', 1, '{}')"],
    ['belongs to no account', "insert into balance_v3.causes values (0, gen_random_uuid(), 1, 'x', '{}')"],
  ])('finds a row that %s', async (_what, plant) => {
    await played(60);
    await database.pool.query(plant);
    expect(await service.balances.rebuild()).toMatchObject({
      state: 'refused',
      outcome: { comparison: { differing: 1 } },
    });
  });

  it('has what was written between the comparison and the switch', async () => {
    await played(60);
    const told: unknown[] = [];
    const versions = async () =>
      told.push((await database.pool.query('select account, version from balance.accounts order by 1')).rows);
    const begin = async () => {
      const rebuilding = await beginRebuilding(database.pool, { version: PROJECTION_VERSION, shards: store.shards });
      if (!rebuilding) return undefined;
      const switchOver: typeof rebuilding.switchOver = async (catchUp) => {
        await play(2, 60);
        await service.balances.caughtUp();
        await versions();
        await rebuilding.switchOver(catchUp);
        await versions();
      };
      return { ...rebuilding, switchOver };
    };
    const outcome = await rebuild({ log: store, decode: accountStream.decode, begin }, () => undefined);
    expect(outcome).toMatchObject({ outcome: 'switched', events: await events() });
    expect(told[1]).toEqual(told[0]);
  });

  it('that is killed half-way leaves what serves as it is, and can be begun again', async () => {
    await played(400);
    const before = await service.balances.contentHash();
    const killed = new AbortController();
    const data = { databaseUrl: database.url, ledger: { url: database.url } };
    const program = { file: new URL('./threads/rebuild-worker.ts', import.meta.url), execArgv: RUN_SOURCE };
    const onProgress = ({ events: read }: { events: number }) => read > 0 && killed.abort();
    await expect(rebuildInThread({ program, data, onProgress, signal: killed.signal })).rejects.toThrow('ended with 1');
    expect(await schemas()).toEqual(['balance', 'balance_v3', 'balance_v3_g2']);
    expect(await service.balances.contentHash()).toEqual(before);

    const phases = new Set<string>();
    const again = { program, data, onProgress: ({ phase }: { phase: string }) => phases.add(phase) };
    // The dead one's connection may outlive it for a moment, and its lock with it.
    let outcome = await rebuildInThread({ ...again, signal: new AbortController().signal });
    while (outcome.outcome === 'under_way_elsewhere') {
      outcome = await rebuildInThread({ ...again, signal: new AbortController().signal });
    }
    expect(outcome).toEqual({ outcome: 'switched', compared: true, events: await events() });
    expect([...phases]).toEqual(['building', 'comparing', 'switching', 'switched']);
    expect(await service.balances.contentHash()).toEqual(before);
    expect(await schemas()).toHaveLength(2);
  });

  it('is one at a time in all processes', async () => {
    await played(20);
    const shards = store.shards;
    const first = await beginRebuilding(database.pool, { version: PROJECTION_VERSION, shards });
    expect(await beginRebuilding(database.pool, { version: PROJECTION_VERSION, shards })).toBeUndefined();
    expect(await service.balances.rebuild()).toMatchObject({ state: 'failed' });
    await first?.end();
    expect(await service.balances.rebuild()).toMatchObject({ state: 'switched' });
  });

  it('waits with its switch for a reader that is in the way, and others read on', async () => {
    await played(200);
    const slow = await database.pool.connect();
    await slow.query('begin');
    await slow.query('select count(*) from balance.accounts');
    const rebuilding = service.balances.rebuild();
    const account = accounts[0]?.id ?? '';
    for (let read = 0; read < 100; read += 1)
      expect((await service.get(`/v1/accounts/${account}/lots`)).status).toBe(200);
    expect(await schemas()).toContain('balance_v3');
    await slow.query('commit');
    slow.release();
    expect(await rebuilding).toMatchObject({ state: 'switched' });
  });

  it('of a newer version is not compared, and whoever writes the older one stops', async () => {
    const newer = PROJECTION_VERSION + 1;
    await played(80);
    await service.close();
    const older = await openSession(database.pool, PROJECTION_VERSION);
    await database.pool.query('delete from balance_v3.holds');
    const begin = () => beginRebuilding(database.pool, { version: newer, shards: store.shards });
    const switched = rebuild({ log: store, decode: accountStream.decode, begin }, ({ phase }) => {
      if (phase === 'switched') void older?.confirm();
    });
    expect(await older?.lost).toBeInstanceOf(BuildReplaced);
    await older?.close();
    expect(await switched).toEqual({ outcome: 'switched', compared: false, events: await events() });
    expect(await servingBuild(database.pool)).toEqual({ version: newer, generation: 1 });
    expect(await prepareServing(database.pool, PROJECTION_VERSION, store.shards)).toEqual({
      version: newer,
      generation: 1,
    });
    expect(await openSession(database.pool, PROJECTION_VERSION)).toBeUndefined();
    expect(await schemas()).toEqual(['balance', `balance_v${newer}`]);
    service = await startBalance({ store, url: database.url, clock });
    // This process knows its own version alone, and builds its own.
    await service.balances.rebuild();
    expect(await schemas()).toEqual(['balance', 'balance_v3']);
    expect((await service.app.inject({ url: '/health/ready' })).statusCode).toBe(200);
  });
});
