import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { compileSchema } from '@loyalty/service-host';
import * as answers from './adapters/http/payout-answer.schema.js';
import { signatureHeaders } from './adapters/payouts/signature.js';
import { type App, openApp } from './testing/app.fixture.js';
import { PaymentProvider, seeded } from './testing/payment-provider.js';
import { aPayout, cash } from './testing/payouts.fixture.js';

const KEYS = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const;
const WAIT_MS_MAX = 60_000;
const DAY = '2026-06-01';

describe('The doors of payouts', () => {
  let app: App;
  let provider: PaymentProvider;

  afterEach(async () => {
    await app.close();
    await provider.close();
  });

  /** The provider is well; it knows the key of before, as it does while keys are changed. */
  async function open(change: Parameters<typeof cash>[0] = {}): Promise<void> {
    provider = new PaymentProvider({
      keys: [KEYS[1]],
      random: seeded(1),
      misbehaves: 0,
      slowMs: 60_000,
      settlesWithinMs: 20,
      callbackUrls: () => [`${app.url}/v1/payouts/callbacks`],
    });
    const url = await provider.listen();
    app = await openApp({ payouts: { url, keys: KEYS, timeoutMs: 30_000, askAgainAfterMs: 60_000 } });
    await app.call('PUT', '/v1/rewards/cash?reason=as+agreed', cash(change));
    await app.shop.earn(10_000);
  }

  async function ended(id: string) {
    for (const giveUpAt = Date.now() + WAIT_MS_MAX; ; await setTimeout(20)) {
      const { payout } = (await app.call('GET', `/v1/payouts/${id}`)).body;
      if (payout.endedAt !== null) return payout;
      if (Date.now() > giveUpAt) throw new Error(JSON.stringify(payout));
    }
  }

  const shaped = (schema: Readonly<Record<string, unknown>>, value: unknown): void =>
    expect(compileSchema(schema)(value)).toEqual({ ok: true, value });

  function callback(sent: object, { key = KEYS[1], at = Date.now(), tamper = '' } = {}) {
    const body = JSON.stringify(sent);
    const headers = { ...signatureHeaders([key], { id: 'evt', at, body }), Authorization: '' };
    return app.call('POST', '/v1/payouts/callbacks', body + tamper, headers);
  }

  it('pay out, and the provider’s word ends it without waiting for the next look', async () => {
    await open();
    const sent = aPayout(300);
    const { status, body } = await app.call('POST', '/v1/payouts', sent, { Authorization: 'Bearer till' });
    expect([status, body.payout.requestedBy, body.payout.points]).toEqual([
      201,
      'key_till',
      { wallet: 'points', points: 300 },
    ]);
    shaped(answers.payoutAnswer, body);
    const payout = await ended(body.payout.id);
    expect(provider.payments.map(({ id }) => id)).toEqual(payout.status === 'settled' ? [payout.id] : []);
    const again = await app.call('POST', '/v1/payouts', sent);
    expect([again.status, again.body.repeated, again.body.payout.status]).toEqual([200, true, payout.status]);
    const list = await app.call('GET', `/v1/payouts?status=${payout.status}`);
    shaped(answers.payoutList, list.body);
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([payout.id]);
    expect(provider.refusedRequests).toEqual([]);
  });

  it('are listed page by page, the newest first, each once', async () => {
    await open({ payout: { approvalAbove: '0.01' } });
    const asked = [];
    for (let count = 0; count < 5; count += 1)
      asked.unshift((await app.call('POST', '/v1/payouts', aPayout(100))).body.payout.id);
    const listed = [];
    const lengths = [];
    for (let after: string | null = ''; after !== null;) {
      const { body } = await app.call('GET', `/v1/payouts?limit=2${after && `&after=${after}`}`);
      shaped(answers.payoutList, body);
      lengths.push(body.items.length);
      listed.push(...body.items.map(({ id }: { id: string }) => id));
      after = body.next;
    }
    expect([lengths, [...listed].sort()]).toEqual([[2, 2, 1], [...asked].sort()]);
    for (const after of ['x', 'WzEsMl0', 'WyJhIiwiYiJd'])
      expect((await app.call('GET', `/v1/payouts?after=${after}`)).body).toMatchObject({ code: 'invalid_cursor' });
  });

  it('wait for a second person above the sum', async () => {
    await open({ payout: { approvalAbove: '2.00' } });
    const { payout } = (await app.call('POST', '/v1/payouts', aPayout(300))).body;
    expect([payout.status, payout.approveBy]).toEqual(['awaiting_approval', '2026-06-08T12:00:00Z']);
    const path = `/v1/payouts/${payout.id}/approve`;
    const boss = { Authorization: 'Bearer boss' };
    expect(await app.call('POST', path, { reason: 'me' })).toMatchObject({ body: { code: 'second_person_needed' } });
    expect(await app.call('POST', path, {}, boss)).toMatchObject({ status: 400 });
    expect(await app.call('POST', path, { reason: 'x' }, { Authorization: 'Bearer till' })).toMatchObject({
      status: 403,
    });
    expect(await app.call('POST', path, { reason: 'known' }, boss)).toMatchObject({
      status: 201,
      body: { payout: { approvedBy: 'key_boss' } },
    });
    await ended(payout.id);
  });

  it('say no to a callback that is not the provider’s, is old, or is of nothing', async () => {
    await open();
    const id = (await app.call('POST', '/v1/payouts', aPayout(300))).body.payout.id as string;
    const at = (seconds: number) => Date.now() + seconds * 1_000;
    expect(await callback({ id }, { key: Buffer.alloc(32, 9) })).toMatchObject({
      status: 401,
      body: { code: 'callback_not_signed' },
    });
    expect(await callback({ id }, { tamper: ' ' })).toMatchObject({ body: { code: 'callback_not_signed' } });
    expect(await app.call('POST', '/v1/payouts/callbacks', { id })).toMatchObject({ status: 401 });
    for (const seconds of [-302, 302]) {
      expect(await callback({ id }, { at: at(seconds) })).toMatchObject({
        status: 401,
        body: { code: 'callback_stale' },
      });
    }
    expect(await callback({ id: 'red_1' })).toMatchObject({ status: 404, body: { code: 'payout_not_found' } });
    for (const key of KEYS) expect(await callback({ id, status: 'settled' }, { key })).toMatchObject({ status: 202 });
    shaped(answers.callbackAnswer, (await callback({ id })).body);
  });

  it('do not believe a callback: what it says is asked for', async () => {
    await open({ payout: { approvalAbove: '0.00' } });
    const id = (await app.call('POST', '/v1/payouts', aPayout(300))).body.payout.id as string;
    expect((await callback({ id, status: 'settled', reference: 'P-9' })).status).toBe(202);
    await setTimeout(600);
    expect((await app.call('GET', `/v1/payouts/${id}`)).body.payout.status).toBe('awaiting_approval');
    expect(provider.payments).toEqual([]);
  });

  it('give a day’s file by the programme’s clocks', async () => {
    await open();
    const { payout } = (await app.call('POST', '/v1/payouts', aPayout(300))).body;
    const { status, reference } = await ended(payout.id);
    const file = async (day: string) =>
      (
        await fetch(`${app.url}/v1/payouts/days/${day}?programme=tea`, { headers: { Authorization: 'Bearer boss' } })
      ).text();
    const [names, line, ...more] = (await file(DAY)).split('\r\n');
    expect(names?.split(',').slice(0, 7)).toEqual([
      'payout',
      'reference',
      'wallet',
      'points',
      'amount',
      'currency',
      'status',
    ]);
    expect(line?.split(',').slice(0, 7)).toEqual([payout.id, reference ?? '', 'points', '300', '3.00', 'EUR', status]);
    expect(more).toEqual(['']);
    expect((await file('2026-06-02')).split('\r\n')).toHaveLength(2);
    for (const none of ['2026-13-01', '2026-02-30', '0000-01-01', 'today']) {
      expect(await app.call('GET', `/v1/payouts/days/${none}?programme=tea`)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/day', code: 'bad_format' }] },
      });
    }
    expect(await app.call('GET', `/v1/payouts/days/${DAY}?programme=wine`)).toMatchObject({ status: 404 });
  });
});
