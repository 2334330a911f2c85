import { createInMemoryStore, type EventStore } from '@loyalty/event-store';
import { accountStream, earn } from '@loyalty/ledger';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openSession } from './adapters/postgres/projection-session.js';
import { prepareServing, PROJECTION_VERSION } from './adapters/postgres/builds.js';
import { contentHash } from './adapters/postgres/content-hash.js';
import type { Batch, ProjectionSession } from './application/projection-session.js';
import { type BalanceApp, startBalance } from './balance-app.fixture.js';
import { collectEffect } from './domain/collect-effect.js';
import { LedgerShop, SetClock, type ShopAccount } from './ledger-shop.fixture.js';
import { playRandomHistory } from './random-history.fixture.js';
import { seeded } from './seeded.fixture.js';

const START = Date.UTC(2026, 0, 1);
const SHARDS = 2;
const BUILD = { version: PROJECTION_VERSION, generation: 1 };

describe('The projection', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let clock: SetClock;
  let store: EventStore;
  let shop: LedgerShop;
  const started: BalanceApp[] = [];

  beforeAll(async () => {
    server = await startTestPostgres();
  });

  afterAll(() => server.stop());

  beforeEach(async () => {
    database = await createTestDatabase(server);
    clock = new SetClock(START);
    store = createInMemoryStore({ clock, shards: SHARDS });
    shop = new LedgerShop(store);
  });

  afterEach(async () => {
    for (const service of started.splice(0)) await service.close();
    await database.drop();
  });

  const play = (steps: number) => {
    const accounts = Array.from({ length: 8 }, () => shop.open());
    return playRandomHistory({ shop, clock, random: seeded(9), accounts, steps });
  };

  const start = async () => {
    const service = await startBalance({ store, url: database.url, clock });
    started.push(service);
    return service;
  };

  const earnOne = (account: ShopAccount) =>
    shop.decide(account, (state, now) => {
      const lot = { lot: shop.id('lot'), wallet: 'points', points: 10n, availableAt: now, expiresAt: null };
      return earn({ member: account.member, occurredAt: now, now, lots: [lot] }, state);
    });

  describe('at its tables', () => {
    let session: ProjectionSession;

    beforeEach(async () => {
      await play(400);
      await prepareServing(database.pool, BUILD.version, SHARDS);
      session = await opened();
    });

    afterEach(() => session.close());

    const opened = async () => {
      const got = await openSession(database.pool, PROJECTION_VERSION);
      if (!got) throw new Error('another session has the right to write');
      return got;
    };

    const batch = async (shard: number, after: number, limit: number): Promise<Batch> => {
      const events = await store.readShard(shard, after, limit);
      return { shard, after, to: after + events.length, effect: collectEffect(events, accountStream.decode) };
    };

    it('writes nothing of a batch that is delivered again', async () => {
      const first = [await batch(0, 0, 30), await batch(1, 0, 20)];
      expect(await session.write(first)).toEqual(new Set([0, 1]));
      const once = await contentHash(database.pool, BUILD);

      expect(await session.write(first)).toEqual(new Set());
      expect(await contentHash(database.pool, BUILD)).toEqual(once);
    });

    it('says the same however the log is cut into batches', async () => {
      const readIn = async (size: number) => {
        for (let shard = 0; shard < SHARDS; shard += 1) {
          let next = await batch(shard, 0, size);
          while (next.to > next.after) {
            await session.write([next]);
            next = await batch(shard, next.to, size);
          }
        }
        return contentHash(database.pool, BUILD);
      };
      const inSmallOnes = await readIn(3);
      await database.pool.query(`
        set search_path to balance_v3;
        truncate accounts, entries, lots, holds, causes, tier_counts; update checkpoints set position = 0; reset search_path`);
      expect(await readIn(1_000)).toEqual(inSmallOnes);
    });

    it('writes the shards that stand where their batches begin, and of the others nothing', async () => {
      const [read, again, other] = [await batch(0, 0, 10), await batch(0, 0, 20), await batch(1, 0, 10)];
      await session.write([read]);
      const once = (await contentHash(database.pool, BUILD)).rows;
      expect(await session.write([again, other])).toEqual(new Set([1]));
      expect(await session.positions()).toEqual(new Map([read, other].map(({ shard, to }) => [shard, to])));

      const { entries, accounts, lots, holdsOpened } = other.effect;
      const rows = entries.length + accounts.length + lots.length + holdsOpened.length;
      expect((await contentHash(database.pool, BUILD)).rows).toBe(once + rows);
    });

    it('leaves neither effect nor checkpoint of a batch in which one row cannot be written', async () => {
      await session.write([await batch(0, 0, 10)]);
      const before = await contentHash(database.pool, BUILD);
      const next = await batch(0, 10, 10);
      const [again] = (await batch(0, 0, 1)).effect.entries;
      const broken = {
        ...next,
        effect: { ...next.effect, entries: [...next.effect.entries, ...(again ? [again] : [])] },
      };
      await expect(session.write([broken])).rejects.toThrow('duplicate key');

      expect(await contentHash(database.pool, BUILD)).toEqual(before);
      expect((await session.positions()).get(0)).toBe(10);
      expect(await session.write([next])).toEqual(new Set([0]));
    });

    it('is written by one process, and by the next as soon as that one is dead', async () => {
      expect(await openSession(database.pool, PROJECTION_VERSION)).toBeUndefined();
      const lost = session.lost;
      await killSessions();
      expect(await lost).toBeInstanceOf(Error);
      // The server tells the client that it is cut off a moment before it gives the lock back.
      let next = await openSession(database.pool, PROJECTION_VERSION);
      while (!next) next = await openSession(database.pool, PROJECTION_VERSION);
      await next.close();
    });
  });

  const killSessions = () =>
    database.pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
       and database = (select oid from pg_database where datname = current_database())`,
    );

  it('goes on where it was when its connection is cut off again and again', async () => {
    const service = await start();
    for (let round = 0; round < 4; round += 1) {
      const playing = play(40);
      await killSessions();
      await playing;
    }
    await service.balances.caughtUp();
    const interrupted = await service.balances.contentHash();
    await service.balances.rebuild();
    await service.balances.caughtUp();
    expect(await service.balances.contentHash()).toEqual(interrupted);
  });

  it('doubles nothing when two processes run it, and is taken over from one that ends', async () => {
    const [one, other] = [await start(), await start()];
    await play(80);
    await Promise.all([one.balances.caughtUp(), other.balances.caughtUp()]);
    started.splice(started.indexOf(one), 1);
    await one.close();
    await play(80);
    await other.balances.caughtUp();
    const together = await other.balances.contentHash();

    await other.balances.rebuild();
    await other.balances.caughtUp();
    expect(await other.balances.contentHash()).toEqual(together);
  });

  it('lets a reader wait for a version, in the process that reads and in one that does not', async () => {
    const account = shop.open();
    const reading = await start();
    const answering = await startBalance({ store, url: database.url, clock, followsLedger: false });
    started.push(answering);
    for (const service of [reading, answering]) {
      const { version } = await store.load(accountStream, account.stream);
      const waiting = service.get(`/v1/accounts/${account.id}/balance?minVersion=${version + 1}`);
      await earnOne(account);
      expect(await waiting).toMatchObject({ status: 200, body: { version: version + 1 } });
    }
  });

  it('lets an export wait for all that was committed before it', async () => {
    const account = shop.open();
    await earnOne(account);
    const answering = await startBalance({ store, url: database.url, clock, followsLedger: false });
    started.push(answering);
    const exporting = answering.get('/v1/balances');
    await start();
    expect((await exporting).body.items).toMatchObject([{ account: account.id, version: 1 }]);
  });

  it('says how far it is', async () => {
    await play(30);
    const service = await start();
    await service.balances.caughtUp();
    expect(await service.balances.lag()).toEqual(
      (await store.heads()).map((head, shard) => ({ shard, head, position: head })),
    );
    const ready = await service.app.inject({ url: '/health/ready' });
    expect(ready.json()).toMatchObject({ status: 'ready', checks: { balance_v3: 'ok' } });
  });
});
