import { createPostgresStore, type EventStore } from '@loyalty/event-store';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { type App, openApp } from './app.fixture.js';
import { Receiver } from './receiver.fixture.js';
import { earnPoints, MembersFixture, TEA } from './shop.fixture.js';
import type { WebhooksOptions } from '../webhooks.module.js';
import { IN_HASTE } from './webhooks.fixture.js';

/** Within a `describe`: redemption with webhooks in any number of processes on one PostgreSQL, and two receivers. */
export function toldOnPostgres() {
  let server: TestPostgres;
  let database: TestDatabase;
  let members: MembersFixture;
  let receivers: readonly [Receiver, Receiver];
  const opened: { app: App; store: EventStore }[] = [];

  beforeAll(async () => void (server = await startTestPostgres()));
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await createTestDatabase(server);
    members = new MembersFixture();
    receivers = [await Receiver.open(), await Receiver.open()];
  });
  afterEach(async () => {
    for (const { app, store } of opened.splice(0)) {
      await app.close();
      await store.close();
    }
    await Promise.all(receivers.map((each) => each.close()));
    await database.drop();
  });

  return {
    opened,
    get database() {
      return database;
    },
    get receiver() {
      return receivers[0];
    },
    get other() {
      return receivers[1];
    },

    /** As another process on the same database. */
    async open(webhooks: Partial<WebhooksOptions> = IN_HASTE): Promise<App> {
      const store = await createPostgresStore({ url: database.url, clock: Date });
      const app = await openApp({ members, database, store: () => store, webhooks });
      opened.push({ app, store });
      return app;
    },

    async withPoints(app: App, card = '4007'): Promise<void> {
      await earnPoints(app.shop.store, members.join(TEA, card), { points: 1_000 });
    },

    async spend(app: App, externalId: string, more: object = {}): Promise<string> {
      const points = [{ wallet: 'points', points: 10 }];
      const sent = { source: 'shop', externalId, member: { card: '4007' }, points, ...more };
      const { status, body } = await app.call('POST', '/v1/redemptions', sent);
      expect([status, body.code]).toEqual([201, undefined]);
      return body.redemption.id;
    },

    async deliveries(app: App, id: string): Promise<readonly Record<string, unknown>[]> {
      return (await app.call('GET', `/v1/webhooks/${id}/deliveries`)).body.items;
    },

    async statusOf(app: App, id: string) {
      return (await app.call('GET', `/v1/webhooks/${id}`)).body.webhook;
    },
  };
}
