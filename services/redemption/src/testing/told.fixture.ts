import { createPostgresStore, type EventStore } from '@loyalty/event-store';
import { appsOnPostgres } from '@loyalty/testing';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { type App, openApp } from './app.fixture.js';
import { Receiver } from './receiver.fixture.js';
import { earnPoints, MembersFixture, TEA } from './shop.fixture.js';
import type { WebhooksOptions } from '../webhooks.module.js';
import { IN_HASTE } from './webhooks.fixture.js';

/** Within a `describe`: redemption with webhooks in any number of processes on one PostgreSQL, and two receivers. */
export function toldOnPostgres() {
  const apps = appsOnPostgres<App, EventStore>(createPostgresStore);
  let members: MembersFixture;
  let receivers: readonly [Receiver, Receiver];

  beforeEach(async () => {
    members = new MembersFixture();
    receivers = [await Receiver.open(), await Receiver.open()];
  });
  afterEach(async () => void (await Promise.all(receivers.map((each) => each.close()))));

  return {
    get database() {
      return apps.database;
    },
    get receiver() {
      return receivers[0];
    },
    get other() {
      return receivers[1];
    },

    /** As another process on the same database. */
    open: (webhooks: Partial<WebhooksOptions> = IN_HASTE): Promise<App> =>
      apps.open(({ database, store }) => openApp({ members, database, store: () => store(Date), webhooks })),
    close: (app: App): Promise<void> => apps.close(app),

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
