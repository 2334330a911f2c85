import { once } from 'node:events';
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
import { EVENT_TYPES } from './domain/webhooks/message.js';
import { type App, openApp } from './testing/app.fixture.js';
import { Receiver } from './testing/receiver.fixture.js';
import { earnPoints, MembersFixture, TEA } from './testing/shop.fixture.js';
import { IN_HASTE, subscribe, until } from './testing/webhooks.fixture.js';

/** Looks at nothing while the test runs, so that another process sends. */
const NEVER = { lookEveryMs: 3_600_000, leaseMs: 1_000 };
const MAIN = fileURLToPath(new URL('./testing/deliver-and-die.features.ts', import.meta.url));

describe('A webhook whose process is killed', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let receiver: Receiver;
  const members = new MembersFixture();
  const opened: { app: App; store: EventStore }[] = [];

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    receiver = await Receiver.open();
  });
  afterAll(async () => {
    for (const { app, store } of opened) {
      await app.close();
      await store.close();
    }
    await receiver.close();
    await database.drop();
    await server.stop();
  });

  async function open(pace = IN_HASTE.pace ?? NEVER): Promise<App> {
    const store = await createPostgresStore({ url: database.url, clock: Date });
    const app = await openApp({ members, database, store: () => store, webhooks: { ...IN_HASTE, pace } });
    opened.push({ app, store });
    return app;
  }

  it('is told again what was taken and not noted, with the same id, and then all that follows, in order', async () => {
    const doors = await open(NEVER);
    await earnPoints(doors.shop.store, members.join(TEA, '4007'), { points: 1_000 });
    await subscribe(doors, { url: receiver.url, events: EVENT_TYPES });
    for (const externalId of ['K-1', 'K-2', 'K-3', 'K-4']) {
      const sent = { source: 'shop', externalId, member: { card: '4007' }, points: [{ wallet: 'points', points: 10 }] };
      expect((await doors.call('POST', '/v1/redemptions', sent)).status).toBe(201);
    }
    const child = startSource(MAIN, [database.url]);
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(receiver.received).toHaveLength(2);

    await open();
    await until(() => receiver.received.length >= 5);
    const orders = receiver.received.map(({ body }) => JSON.parse(body).data.redemption.externalId);
    expect(orders).toEqual(['K-1', 'K-2', 'K-2', 'K-3', 'K-4']);
    expect(receiver.received[2]?.body).toBe(receiver.received[1]?.body);
  });
});
