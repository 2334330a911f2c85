import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createPostgresStore, type EventStore } from '@loyalty/event-store';
import {
  createTestDatabase,
  startSource,
  startTestPostgres,
  type TestDatabase,
  type TestPostgres,
} from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Reconciler } from './application/reconcile.js';
import { type App, openApp } from './testing/app.fixture.js';
import { aMug } from './testing/rewards.fixture.js';
import { earnPoints, MembersFixture, TEA } from './testing/shop.fixture.js';

const WAIT_MS_MAX = 20_000;

describe('Automatic rewards on PostgreSQL', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  const members = new MembersFixture();
  const owner = members.join(TEA, '4007');
  const opened: { app: App; store: EventStore }[] = [];

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
  });
  afterAll(async () => {
    await closeAll();
    await database.drop();
    await server.stop();
  });

  async function closeAll(): Promise<void> {
    for (const { app, store } of opened.splice(0)) {
      await app.close();
      await store.close();
    }
  }

  /** As another process on the same database; it follows the ledger by itself. */
  async function open(): Promise<App> {
    const store = await createPostgresStore({ url: database.url, clock: Date });
    const app = await openApp({ members, database, store: () => store });
    opened.push({ app, store });
    return app;
  }
  const vouchers = async (app: App): Promise<readonly { status: string }[]> =>
    (await app.call('GET', `/v1/vouchers?member=${owner.member}`)).body.items;

  async function untilThereAre(app: App, count: number): Promise<void> {
    const giveUpAt = Date.now() + WAIT_MS_MAX;
    while ((await vouchers(app)).length < count) {
      if (Date.now() > giveUpAt) throw new Error(`${JSON.stringify(await vouchers(app))}`);
      await setTimeout(50);
    }
  }

  it('are issued once by the doors themselves, by two processes that follow at once', async () => {
    const apps = [await open(), await open()] as const;
    const prices = [{ points: [{ wallet: 'stamps', points: 10 }] }];
    const coffee = aMug({ kind: 'free_unit', gives: { category: 'COFFEE' }, prices, automatic: true });
    await apps[0].call('PUT', '/v1/rewards/coffee?reason=as+agreed', coffee);
    for (let round = 1; round <= 5; round += 1) {
      await earnPoints(apps[round % 2 === 0 ? 0 : 1].shop.store, owner, { points: 10, wallet: 'stamps' });
      await untilThereAre(apps[0], round);
    }
    await setTimeout(1_000);
    expect(await vouchers(apps[1])).toHaveLength(5);
  });

  it('are issued once where a process is killed after it has issued one, and before it says so', async () => {
    await closeAll();
    const store = await createPostgresStore({ url: database.url, clock: Date });
    await earnPoints(store, owner, { points: 10, wallet: 'stamps' });
    await store.close();
    const main = fileURLToPath(new URL('./testing/follow-and-die.features.ts', import.meta.url));
    const child = startSource(main, [database.url, owner.member, owner.account]);
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);

    const app = await open();
    expect(await vouchers(app)).toHaveLength(6);
    await setTimeout(1_000);
    expect(await vouchers(app)).toHaveLength(6);
    expect(await Reconciler.fromTheStart(app.shop.store).catchUp()).toEqual([]);
    expect((await app.shop.store.verify()).ok).toBe(true);
  });
});
