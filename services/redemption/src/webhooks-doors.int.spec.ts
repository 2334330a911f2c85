import { beforeAll, describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from './domain/webhooks/message.js';
import { programmeOf, TEA, teaProgramme } from './testing/shop.fixture.js';
import { toldOnPostgres } from './testing/told.fixture.js';
import { aKey, IN_HASTE, subscribe, until } from './testing/webhooks.fixture.js';

interface Example {
  isGenuine(headers: object, body: string, secret: string, now?: number): boolean;
}
const EXAMPLE = new URL('../../../examples/webhooks/receiver.mjs', import.meta.url).href;

const reason = 'the receiver lost some';

describe('The doors of webhooks on PostgreSQL', () => {
  const told = toldOnPostgres();
  const { open, withPoints, spend } = told;
  const events = EVENT_TYPES;
  let isGenuine: Example['isGenuine'];
  beforeAll(async () => void ({ isGenuine } = (await import(EXAMPLE)) as Example));

  it('are signed with both secrets for a while after a change, and with the new one alone where it must be', async () => {
    const app = await open();
    await withPoints(app);
    const { id, secret } = await subscribe(app, { url: told.receiver.url, events });
    const asked = aKey();
    const rotated = await app.call('POST', `/v1/webhooks/${id}/rotate`, { reason }, asked);
    const again = await app.call('POST', `/v1/webhooks/${id}/rotate`, { reason }, asked);
    expect([again.status, again.body]).toEqual([200, { ...rotated.body, repeated: true }]);
    await spend(app, 'R-1');
    await until(() => told.receiver.received.length === 1);
    const last = await app.call('POST', `/v1/webhooks/${id}/rotate`, { immediately: true, reason }, aKey());
    await until(async () => {
      await app.call('POST', `/v1/webhooks/${id}/ping`);
      return told.receiver.received.at(-1)?.headers['webhook-signature']?.split(' ').length === 1;
    });
    const secrets = [secret, rotated.body.secret, last.body.secret];
    const valid = ({ headers, body }: (typeof told.receiver.received)[number]) =>
      secrets.map((each) => isGenuine(headers, body, each));
    const [first] = told.receiver.received;
    expect(first && valid(first)).toEqual([true, true, false]);
    const pinged = told.receiver.received.at(-1);
    expect(pinged?.type).toBe('webhook.ping');
    expect(pinged && valid(pinged)).toEqual([false, false, true]);
    const { rows } = await told.database.pool.query<{ all: string }>(
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
    const { id } = await subscribe(app, { url: told.receiver.url, events });
    for (const order of ['A-1', 'A-2', 'A-3']) await spend(app, order);
    await until(() => told.receiver.received.length === 3);
    const bodies = told.receiver.received.map(({ body }) => body);
    await app.call('POST', `/v1/webhooks/${id}/replay`, { after: told.receiver.ids[0], reason }, aKey());
    await until(() => told.receiver.received.length === 5);
    expect(told.receiver.received.slice(3).map(({ body }) => body)).toEqual(bodies.slice(1));
    const asked = aKey();
    const from = { from: '2000-01-01T00:00:00Z', reason };
    expect((await app.call('POST', `/v1/webhooks/${id}/replay`, from, asked)).status).toBe(201);
    await until(() => told.receiver.received.length === 9);
    expect(told.receiver.received.slice(6).map(({ body }) => body)).toEqual(bodies);
    expect((await app.call('POST', `/v1/webhooks/${id}/replay`, from, asked)).body.repeated).toBe(true);
    const unknown = await app.call('POST', `/v1/webhooks/${id}/replay`, { after: 'evt_0_999999', reason }, aKey());
    expect([unknown.status, unknown.body.code]).toEqual([404, 'message_not_found']);
    await spend(app, 'A-4');
    await until(() => told.receiver.received.length === 10);
    expect(JSON.parse(told.receiver.received[9]?.body ?? '').data.redemption.externalId).toBe('A-4');
  });

  it('are made once under one key, and by whom a scope lets', async () => {
    const app = await open();
    const sent = { url: told.receiver.url, events: ['voucher.used'], programme: TEA, reason };
    const key = aKey();
    const made = await app.call('POST', '/v1/webhooks', sent, key);
    const again = await app.call('POST', '/v1/webhooks', sent, key);
    expect([again.status, again.body]).toEqual([200, { ...made.body, repeated: true }]);
    const differing = await app.call('POST', '/v1/webhooks', { ...sent, events: ['voucher.issued'] }, key);
    expect([differing.status, differing.body.code]).toEqual([409, 'already_used_with_other_content']);
    expect((await app.call('POST', '/v1/webhooks', sent)).body.code).toBe('idempotency_key_required');
    const unknown = await app.call('POST', '/v1/webhooks', { ...sent, events: ['points.stolen'] }, aKey());
    expect([unknown.status, unknown.body.code]).toEqual([400, 'invalid_request']);
    const nobodys = await app.call('POST', '/v1/webhooks', { ...sent, programme: 'wine' }, aKey());
    expect([nobodys.status, nobodys.body.code, nobodys.body.programme]).toEqual([404, 'programme_not_found', 'wine']);
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
    expect((await app.call('DELETE', `/v1/webhooks/${id}?reason=it+moved`)).status).toBe(200);
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/deliveries'],
      ['DELETE', '?reason=it+moved'],
      ['POST', '/resume'],
      ['POST', '/ping'],
    ] as const) {
      const gone = await app.call(method, `/v1/webhooks/${id}${path}`, path === '/resume' ? { reason } : undefined);
      expect([method, path, gone.status, gone.body.code]).toEqual([method, path, 404, 'webhook_not_found']);
    }
  });

  it('of one programme are told of that one alone', async () => {
    const programmes = async () => ['coffee', TEA].map((id) => programmeOf(teaProgramme('', id)));
    const app = await open({ ...IN_HASTE, programmes });
    await withPoints(app);
    await subscribe(app, { url: told.receiver.url, events, programme: 'coffee' });
    await subscribe(app, { url: told.other.url, events, programme: TEA });
    await spend(app, 'T-1');
    await until(() => told.other.received.length === 1);
    expect(told.receiver.received).toEqual([]);
  });

  it('are told of a lapse, which the account alone has booked', async () => {
    const app = await open();
    await withPoints(app);
    await subscribe(app, { url: told.receiver.url, events: ['redemption.lapsed'] });
    const id = await spend(app, 'L-1', { lapsesAfter: 'PT1S' });
    // Whatever is decided next on the account books what has fallen due.
    for (let order = 2; told.receiver.received.length === 0; order += 1) {
      await spend(app, `L-${order}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const { version, data } = JSON.parse(told.receiver.received[0]?.body ?? '');
    expect([version > 2, data.redemption.id, data.released]).toEqual([true, id, [{ wallet: 'points', points: 10 }]]);
  });
});
