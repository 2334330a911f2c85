import { beforeAll, describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from './domain/webhooks/message.js';
import { answers, Receiver, resets, saysNothing, talksForEver } from './testing/receiver.fixture.js';
import { aMug } from './testing/rewards.fixture.js';
import { TEA } from './testing/shop.fixture.js';
import { toldOnPostgres } from './testing/told.fixture.js';
import { aKey, IN_HASTE, subscribe, until } from './testing/webhooks.fixture.js';

interface Example {
  isGenuine(headers: object, body: string, secret: string, now?: number): boolean;
}
const EXAMPLE = new URL('../../../examples/webhooks/receiver.mjs', import.meta.url).href;

describe('Webhooks on PostgreSQL', () => {
  const told = toldOnPostgres();
  const { open, close, withPoints, spend, deliveries, statusOf } = told;
  const events = EVENT_TYPES;
  let isGenuine: Example['isGenuine'];
  beforeAll(async () => void ({ isGenuine } = (await import(EXAMPLE)) as Example));

  it('tell all of a redemption in order, signed, with ids that are found in the answers', async () => {
    const app = await open();
    await withPoints(app);
    const put = await app.call(
      'PUT',
      '/v1/rewards/mug?reason=as+agreed',
      aMug({ kind: 'free_unit', gives: { category: 'TEA' }, voucher: { validFor: 'P30D' } }),
    );
    expect([put.status, put.body]).toMatchObject([201, {}]);
    const { secret } = await subscribe(app, { url: told.receiver.url, events });
    const id = await spend(app, 'W-1', { points: undefined, reward: { id: 'mug' }, order: 'A-7' });
    const failed = { status: 'failed', reason: 'Ann Smith was out' };
    const steps = [
      await app.call('POST', `/v1/redemptions/${id}/capture`),
      await app.call('POST', `/v1/redemptions/${id}/fulfilment`, failed),
      await app.call('POST', `/v1/redemptions/${id}/refund`, undefined, aKey()),
    ];
    expect(steps.map(({ status }) => status)).toEqual([201, 201, 201]);
    await until(() => told.receiver.received.length >= 6);
    expect([...told.receiver.types].sort()).toEqual([
      'fulfilment.changed',
      'redemption.authorised',
      'redemption.captured',
      'redemption.refunded',
      'voucher.issued',
      'voucher.revoked',
    ]);
    const messages = told.receiver.received.map(({ body }) => JSON.parse(body));
    const ofRedemption = messages.filter(({ type }) => !type.startsWith('voucher'));
    expect(ofRedemption.map(({ type }) => type)).toEqual([
      'redemption.authorised',
      'redemption.captured',
      'fulfilment.changed',
      'redemption.refunded',
    ]);
    const sequences = messages.map(({ sequence }) => sequence);
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
    for (const { headers, body, id: message } of told.receiver.received) {
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
    told.receiver.next.push(
      answers(500),
      resets,
      saysNothing,
      moved,
      answers(503, { 'retry-after': '0' }),
      talksForEver,
    );
    const { id } = await subscribe(app, { url: told.receiver.url, events });
    const inTime = await subscribe(app, { url: told.other.url, events });
    await spend(app, 'O-1');
    await spend(app, 'O-2');
    await until(() => told.receiver.received.length === 7);
    const [first, second] = [told.receiver.ids[0], told.receiver.ids[6]];
    expect(told.receiver.ids).toEqual([first, first, first, first, first, first, second]);
    expect(new Set(told.receiver.received.slice(0, 6).map(({ body }) => body)).size).toBe(1);
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
    told.receiver.next.push(answers(410));
    const { id } = await subscribe(app, { url: told.receiver.url, events });
    await spend(app, 'G-1');
    await until(async () => (await statusOf(app, id)).status === 'parked');
    expect(await statusOf(app, id)).toMatchObject({ parkedReason: 'gone (410)' });
    await spend(app, 'G-2');
    expect(told.receiver.received).toHaveLength(1);
    expect(
      (await app.call('POST', `/v1/webhooks/${id}/resume`, { reason: 'the receiver is back' })).body.webhook.status,
    ).toBe('active');
    await until(() => told.receiver.received.length === 3);
    expect(told.receiver.ids[1]).toBe(told.receiver.ids[0]);
  });

  it('are parked when the receiver has failed for too long', async () => {
    const patience = { firstRetryMs: 20, retryMsMax: 50, parkAfterMs: 300 };
    const app = await open({ ...IN_HASTE, patience });
    await withPoints(app);
    told.receiver.always = answers(500);
    const { id } = await subscribe(app, { url: told.receiver.url, events });
    await spend(app, 'P-1');
    await until(async () => (await statusOf(app, id)).status === 'parked');
    expect(new Set(told.receiver.ids).size).toBe(1);
    expect((await deliveries(app, id))[0]).toMatchObject({ outcome: 'refused', status: 500, nextAttemptAt: null });
  });

  it('are told of once by several processes, and go on where one ends', async () => {
    // Whoever is slow loses neither an answer nor the lease: then all is told once, and not only at least once.
    const patient = { ...IN_HASTE, pace: { lookEveryMs: 20, leaseMs: 120_000 }, timeoutMs: 60_000 };
    const apps = [await open(patient), await open(patient), await open(patient)] as const;
    await withPoints(apps[0]);
    await subscribe(apps[0], { url: told.receiver.url, events });
    for (let count = 1; count <= 20; count += 1) await spend(apps[count % 2 === 0 ? 0 : 1], `S-${count}`);
    await until(() => told.receiver.received.length >= 20);
    await close(apps[0]);
    for (let count = 21; count <= 30; count += 1) await spend(apps[1], `S-${count}`);
    await until(() => told.receiver.received.length >= 30);
    const orders = told.receiver.received.map(({ body }) => JSON.parse(body).data.redemption.externalId);
    expect(orders).toEqual(Array.from({ length: 30 }, (_, index) => `S-${index + 1}`));
  });
});
