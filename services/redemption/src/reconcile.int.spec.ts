import { createPostgresStore, type EventStore } from '@loyalty/event-store';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Reconciler } from './application/reconcile.js';
import { type App, openApp } from './testing/app.fixture.js';
import { anOrder, earnPoints } from './testing/shop.fixture.js';

describe('Redemptions and accounts in one ledger', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let store: EventStore;
  let app: App;
  let captured: string;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    let now = () => Date.now();
    store = await createPostgresStore({ url: database.url, clock: { now: () => now() } });
    app = await openApp({
      store: (clock) => {
        now = () => clock.now();
        return store;
      },
    });
    await earnPoints(store, app.shop.owner, { points: 100 });
    captured = await trade();
  });
  afterAll(async () => {
    await app.close();
    await store.close();
    await database.drop();
    await server.stop();
  });

  const ask = async (path: string, body?: unknown, key?: string): Promise<string> => {
    const headers = key === undefined ? {} : { 'idempotency-key': key };
    const answer = await app.call('POST', `/v1/redemptions${path}`, body, headers);
    expect([path, answer.status]).toEqual([path, 201]);
    return answer.body.redemption.id;
  };

  /** Everything that can become of a redemption; answers one that was captured in part and partly given back. */
  async function trade(): Promise<string> {
    const part = await ask('', anOrder(60));
    await ask(`/${part}/capture`, { points: [{ wallet: 'points', points: 45 }] });
    await ask(`/${part}/refund`, { points: [{ wallet: 'points', points: 5 }] }, 'five');
    await ask(`/${await ask('', anOrder(10))}/void`);
    await ask('', anOrder(7, { capture: true }));
    await ask('', anOrder(8, { lapsesAfter: 'PT1M' }));
    app.shop.clock.set('2026-06-01T14:00:00Z');
    await ask('', anOrder(1, { capture: true }));
    return part;
  }

  const tamper = (type: string, from: string, to: string) =>
    database.pool.query(
      `update ledger.events set payload = replace(payload, $2, $3)
       where (shard, position) in (select shard, position from ledger.events where type like $1 and position($2 in payload) > 0)`,
      [`${type}%`, from, to],
    );

  it('say the same, whatever became of a redemption', async () => {
    const reconciler = Reconciler.fromTheStart(store);
    expect(await reconciler.catchUp()).toEqual([]);
    expect(reconciler.counts.redemptions).toBe(5);
  });

  it('say the same when looking begins in the middle, and goes on', async () => {
    const reconciler = Reconciler.fromNowOn(store, await store.heads());
    const later = await ask('', anOrder(2));
    await ask(`/${later}/capture`);
    await ask(`/${captured}/refund`, { points: [{ wallet: 'points', points: 1 }] }, 'one');
    expect(await reconciler.catchUp()).toEqual([]);
    expect(reconciler.counts.redemptions).toBe(1);
  });

  it('are told apart once either is changed by hand: which, in what, by how much', async () => {
    await tamper('RedemptionCaptured', '":45', '":44');
    const differ = { redemption: captured, movement: 'spent', wallet: 'points', recorded: 44n, booked: 45n };
    expect(await Reconciler.fromTheStart(store).catchUp()).toEqual([differ]);
    await tamper('RedemptionCaptured', '":44', '":45');
    expect(await Reconciler.fromTheStart(store).catchUp()).toEqual([]);

    const { rowCount } = await database.pool.query(
      `update ledger.events set payload = replace(payload, $1, 'red_another')
       where type like 'PointsRefunded%' and position($1 in payload) > 0`,
      [captured],
    );
    expect(rowCount).toBe(2);
    expect(await Reconciler.fromTheStart(store).catchUp()).toEqual(
      expect.arrayContaining([
        { redemption: captured, movement: 'given back', wallet: 'points', recorded: 6n, booked: 0n },
        { redemption: 'red_another', movement: 'given back', wallet: 'points', recorded: 0n, booked: 6n },
      ]),
    );
  });
});
