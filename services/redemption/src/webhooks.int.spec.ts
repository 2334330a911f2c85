import { createPostgresStore, type EventStore } from '@loyalty/event-store';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from './domain/webhooks/message.js';
import { type App, openApp } from './testing/app.fixture.js';
import { answers, Receiver, resets, saysNothing, talksForEver } from './testing/receiver.fixture.js';
import { aMug } from './testing/rewards.fixture.js';
import { earnPoints, MembersFixture, TEA } from './testing/shop.fixture.js';
import { aKey, IN_HASTE, subscribe, until } from './testing/webhooks.fixture.js';

interface Example {
  isGenuine(headers: object, body: string, secret: string, now?: number): boolean;
}
const EXAMPLE = new URL('../../../examples/webhooks/receiver.mjs', import.meta.url).href;

describe('Webhooks on PostgreSQL', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let members: MembersFixture;
  let receiver: Receiver;
  let other: Receiver;
  let isGenuine: Example['isGenuine'];
  const opened: { app: App; store: EventStore }[] = [];
  const events = EVENT_TYPES;

  beforeAll(async () => {
    server = await startTestPostgres();
    ({ isGenuine } = (await import(EXAMPLE)) as Example);
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await createTestDatabase(server);
    members = new MembersFixture();
    [receiver, other] = [await Receiver.open(), await Receiver.open()];
  });
  afterEach(async () => {
    for (const { app, store } of opened.splice(0)) {
      await app.close();
      await store.close();
    }
    await Promise.all([receiver.close(), other.close()]);
    await database.drop();
  });

  /** As another process on the same database. */
  async function open(webhooks = IN_HASTE): Promise<App> {
    const store = await createPostgresStore({ url: database.url, clock: Date });
    const app = await openApp({ members, database, store: () => store, webhooks });
    opened.push({ app, store });
    return app;
  }

  async function withPoints(app: App, card = '4007'): Promise<void> {
    await earnPoints(app.shop.store, members.join(TEA, card), { points: 1_000 });
  }

  async function spend(app: App, externalId: string, more: object = {}): Promise<string> {
    const points = [{ wallet: 'points', points: 10 }];
    const sent = { source: 'shop', externalId, member: { card: '4007' }, points, ...more };
    const { status, body } = await app.call('POST', '/v1/redemptions', sent);
    expect([status, body.code]).toEqual([201, undefined]);
    return body.redemption.id;
  }
  const deliveries = async (app: App, id: string) =>
    (await app.call('GET', `/v1/webhooks/${id}/deliveries`)).body.items as readonly Record<string, unknown>[];
  const statusOf = async (app: App, id: string) => (await app.call('GET', `/v1/webhooks/${id}`)).body.webhook;

  it('tell all of a redemption in order, signed, with ids that are found in the answers', async () => {
    const app = await open();
    await withPoints(app);
    const put = await app.call(
      'PUT',
      '/v1/rewards/mug',
      aMug({ kind: 'free_unit', gives: { category: 'TEA' }, voucher: { validFor: 'P30D' } }),
    );
    expect([put.status, put.body]).toMatchObject([201, {}]);
    const { secret } = await subscribe(app, { url: receiver.url, events });
    const id = await spend(app, 'W-1', { points: undefined, reward: { id: 'mug' }, order: 'A-7' });
    const failed = { status: 'failed', reason: 'Ann Smith was out' };
    const steps = [
      await app.call('POST', `/v1/redemptions/${id}/capture`),
      await app.call('POST', `/v1/redemptions/${id}/fulfilment`, failed),
      await app.call('POST', `/v1/redemptions/${id}/refund`, undefined, aKey()),
    ];
    expect(steps.map(({ status }) => status)).toEqual([201, 201, 201]);
    await until(() => receiver.received.length >= 6);
    expect([...receiver.types].sort()).toEqual([
      'fulfilment.changed',
      'redemption.authorised',
      'redemption.captured',
      'redemption.refunded',
      'voucher.issued',
      'voucher.revoked',
    ]);
    const told = receiver.received.map(({ body }) => JSON.parse(body));
    const ofRedemption = told.filter(({ type }) => !type.startsWith('voucher'));
    expect(ofRedemption.map(({ type }) => type)).toEqual([
      'redemption.authorised',
      'redemption.captured',
      'fulfilment.changed',
      'redemption.refunded',
    ]);
    const sequences = told.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...sequences].sort((one, another) => one - another));
    expect(ofRedemption[1]).toMatchObject({
      version: 3,
      programme: TEA,
      data: {
        redemption: {
          id,
          source: 'shop',
          externalId: 'W-1',
          order: 'A-7',
          reward: { id: 'mug', version: 1, kind: 'free_unit' },
        },
        captured: [{ wallet: 'points', points: 10 }],
      },
    });
    for (const { headers, body, id: message } of receiver.received) {
      expect([headers['webhook-id'], isGenuine(headers, body, secret)]).toEqual([message, true]);
      expect(isGenuine(headers, body.replace('10', '99'), secret)).toBe(body.replace('10', '99') === body);
      expect(isGenuine(headers, body, secret, Date.now() + 3_600_000)).toBe(false);
      expect(body).not.toContain('Ann Smith');
      expect(body).not.toContain('4007');
    }
  });

  it('send one message after the other, again and again with one id, whatever the receiver does', async () => {
    const app = await open();
    await withPoints(app);
    const elsewhere = await Receiver.open();
    const moved = answers(307, { location: elsewhere.url });
    receiver.next.push(answers(500), resets, saysNothing, moved, answers(503, { 'retry-after': '0' }), talksForEver);
    const { id } = await subscribe(app, { url: receiver.url, events });
    const inTime = await subscribe(app, { url: other.url, events });
    await spend(app, 'O-1');
    await spend(app, 'O-2');
    await until(() => receiver.received.length === 7);
    const [first, second] = [receiver.ids[0], receiver.ids[6]];
    expect(receiver.ids).toEqual([first, first, first, first, first, first, second]);
    expect(new Set(receiver.received.slice(0, 6).map(({ body }) => body)).size).toBe(1);
    await until(async () => (await deliveries(app, id)).length === 7);
    const listed = [...(await deliveries(app, id))].reverse();
    expect(listed.map(({ outcome, status, attempt }) => [outcome, status, attempt])).toEqual([
      ['refused', 500, 1],
      ['unreachable', null, 2],
      ['timed_out', null, 3],
      ['redirected', 307, 4],
      ['refused', 503, 5],
      ['delivered', 200, 6],
      ['delivered', 204, 1],
    ]);
    expect(listed[0]?.['nextAttemptAt']).not.toBeNull();
    expect(elsewhere.received).toEqual([]);
    // Nobody has waited for the one that fails.
    const others = await deliveries(app, inTime.id);
    const taken = [...others].map(({ attemptedAt }) => Date.parse(String(attemptedAt)));
    expect(others).toHaveLength(2);
    expect(Math.max(...taken)).toBeLessThan(Date.parse(String(listed[5]?.['attemptedAt'])));
    await elsewhere.close();
  });

  it('are parked at once where the receiver is gone for good, and go on where they stood when they are resumed', async () => {
    const app = await open();
    await withPoints(app);
    receiver.next.push(answers(410));
    const { id } = await subscribe(app, { url: receiver.url, events });
    await spend(app, 'G-1');
    await until(async () => (await statusOf(app, id)).status === 'parked');
    expect(await statusOf(app, id)).toMatchObject({ parkedReason: 'gone (410)' });
    await spend(app, 'G-2');
    expect(receiver.received).toHaveLength(1);
    expect((await app.call('POST', `/v1/webhooks/${id}/resume`)).body.webhook.status).toBe('active');
    await until(() => receiver.received.length === 3);
    expect(receiver.ids[1]).toBe(receiver.ids[0]);
  });

  it('are parked when the receiver has failed for too long', async () => {
    const patience = { firstRetryMs: 20, retryMsMax: 50, parkAfterMs: 300 };
    const app = await open({ ...IN_HASTE, patience });
    await withPoints(app);
    receiver.always = answers(500);
    const { id } = await subscribe(app, { url: receiver.url, events });
    await spend(app, 'P-1');
    await until(async () => (await statusOf(app, id)).status === 'parked');
    expect(new Set(receiver.ids).size).toBe(1);
    expect((await deliveries(app, id))[0]).toMatchObject({ outcome: 'refused', status: 500, nextAttemptAt: null });
  });

  it('are signed with both secrets for a while after a change, and with the new one alone where it must be', async () => {
    const app = await open();
    await withPoints(app);
    const { id, secret } = await subscribe(app, { url: receiver.url, events });
    const asked = aKey();
    const rotated = await app.call('POST', `/v1/webhooks/${id}/rotate`, undefined, asked);
    const again = await app.call('POST', `/v1/webhooks/${id}/rotate`, undefined, asked);
    expect([again.status, again.body]).toEqual([200, { ...rotated.body, repeated: true }]);
    await spend(app, 'R-1');
    await until(() => receiver.received.length === 1);
    const last = await app.call('POST', `/v1/webhooks/${id}/rotate`, { immediately: true }, aKey());
    await until(async () => {
      await app.call('POST', `/v1/webhooks/${id}/ping`);
      return receiver.received.at(-1)?.headers['webhook-signature']?.split(' ').length === 1;
    });
    const secrets = [secret, rotated.body.secret, last.body.secret];
    const valid = ({ headers, body }: (typeof receiver.received)[number]) =>
      secrets.map((each) => isGenuine(headers, body, each));
    const [first] = receiver.received;
    expect(first && valid(first)).toEqual([true, true, false]);
    const pinged = receiver.received.at(-1);
    expect(pinged?.type).toBe('webhook.ping');
    expect(pinged && valid(pinged)).toEqual([false, false, true]);
    const { rows } = await database.pool.query<{ all: string }>(
      `select string_agg(s::text, ' ') || (select string_agg(w::text, ' ') from webhooks.writes w) as all from webhooks.secrets s`,
    );
    for (const each of secrets) {
      const bytes = Buffer.from(each.slice('whsec_'.length), 'base64');
      expect(rows[0]?.all).not.toContain(bytes.toString('hex'));
      expect(rows[0]?.all).not.toContain(bytes.toString('base64'));
    }
  });

  it('tell again what they told, with the same ids and the same bytes', async () => {
    const app = await open();
    await withPoints(app);
    await spend(app, 'before');
    const { id } = await subscribe(app, { url: receiver.url, events });
    for (const order of ['A-1', 'A-2', 'A-3']) await spend(app, order);
    await until(() => receiver.received.length === 3);
    const bodies = receiver.received.map(({ body }) => body);
    await app.call('POST', `/v1/webhooks/${id}/replay`, { after: receiver.ids[0] }, aKey());
    await until(() => receiver.received.length === 5);
    expect(receiver.received.slice(3).map(({ body }) => body)).toEqual(bodies.slice(1));
    const asked = aKey();
    const from = { from: '2000-01-01T00:00:00Z' };
    expect((await app.call('POST', `/v1/webhooks/${id}/replay`, from, asked)).status).toBe(201);
    await until(() => receiver.received.length === 9);
    expect(receiver.received.slice(6).map(({ body }) => body)).toEqual(bodies);
    expect((await app.call('POST', `/v1/webhooks/${id}/replay`, from, asked)).body.repeated).toBe(true);
    const unknown = await app.call('POST', `/v1/webhooks/${id}/replay`, { after: 'evt_0_999999' }, aKey());
    expect([unknown.status, unknown.body.code]).toEqual([404, 'message_not_found']);
    await spend(app, 'A-4');
    await until(() => receiver.received.length === 10);
    expect(JSON.parse(receiver.received[9]?.body ?? '').data.redemption.externalId).toBe('A-4');
  });

  it('are told of once by several processes, and go on where one ends', async () => {
    const apps = [await open(), await open(), await open()] as const;
    await withPoints(apps[0]);
    await subscribe(apps[0], { url: receiver.url, events });
    for (let count = 1; count <= 20; count += 1) await spend(apps[count % 2 === 0 ? 0 : 1], `S-${count}`);
    await until(() => receiver.received.length >= 20);
    const [ending] = opened.splice(0, 1);
    await ending?.app.close();
    await ending?.store.close();
    for (let count = 21; count <= 30; count += 1) await spend(apps[1], `S-${count}`);
    await until(() => receiver.received.length >= 30);
    const orders = receiver.received.map(({ body }) => JSON.parse(body).data.redemption.externalId);
    expect(orders).toEqual(Array.from({ length: 30 }, (_, index) => `S-${index + 1}`));
  });

  it('are made once under one key, and by whom a scope lets', async () => {
    const app = await open();
    const sent = { url: receiver.url, events: ['voucher.used'], programme: TEA };
    const key = aKey();
    const made = await app.call('POST', '/v1/webhooks', sent, key);
    const again = await app.call('POST', '/v1/webhooks', sent, key);
    expect([again.status, again.body]).toEqual([200, { ...made.body, repeated: true }]);
    const other = await app.call('POST', '/v1/webhooks', { ...sent, events: ['voucher.issued'] }, key);
    expect([other.status, other.body.code]).toEqual([409, 'already_used_with_other_content']);
    expect((await app.call('POST', '/v1/webhooks', sent)).body.code).toBe('idempotency_key_required');
    const unknown = await app.call('POST', '/v1/webhooks', { ...sent, events: ['points.stolen'] }, aKey());
    expect([unknown.status, unknown.body.code]).toEqual([400, 'invalid_request']);
    const listed = await app.call('GET', '/v1/webhooks', undefined, { Authorization: 'Bearer watcher' });
    expect(listed.body).toEqual({ items: [made.body.webhook], next: null });
    const { id } = made.body.webhook;
    for (const [holder, method, path] of [
      ['till', 'GET', ''],
      ['watcher', 'POST', ''],
      ['watcher', 'DELETE', `/${id}`],
      ['watcher', 'POST', `/${id}/replay`],
    ] as const) {
      const refused = await app.call(method, `/v1/webhooks${path}`, undefined, { Authorization: `Bearer ${holder}` });
      expect([holder, method, path, refused.status]).toEqual([holder, method, path, 403]);
    }
    expect((await app.call('DELETE', `/v1/webhooks/${id}`)).status).toBe(200);
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/deliveries'],
      ['DELETE', ''],
      ['POST', '/resume'],
      ['POST', '/ping'],
    ] as const) {
      const gone = await app.call(method, `/v1/webhooks/${id}${path}`);
      expect([method, path, gone.status, gone.body.code]).toEqual([method, path, 404, 'webhook_not_found']);
    }
  });

  it('of one programme are told of that one alone', async () => {
    const app = await open();
    await withPoints(app);
    await subscribe(app, { url: receiver.url, events, programme: 'coffee' });
    await subscribe(app, { url: other.url, events, programme: TEA });
    await spend(app, 'T-1');
    await until(() => other.received.length === 1);
    expect(receiver.received).toEqual([]);
  });

  it('are told of a lapse, which the account alone has booked', async () => {
    const app = await open();
    await withPoints(app);
    await subscribe(app, { url: receiver.url, events: ['redemption.lapsed'] });
    const id = await spend(app, 'L-1', { lapsesAfter: 'PT0.2S' });
    await new Promise((resolve) => setTimeout(resolve, 250));
    // Whatever is decided next on the account books what has fallen due.
    await spend(app, 'L-2');
    await until(() => receiver.received.length === 1);
    const { version, data } = JSON.parse(receiver.received[0]?.body ?? '');
    expect([version, data.redemption.id, data.released]).toEqual([3, id, [{ wallet: 'points', points: 10 }]]);
  });
});
