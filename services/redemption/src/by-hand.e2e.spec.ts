import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type App, openApp } from './testing/app.fixture.js';
import { aMug } from './testing/rewards.fixture.js';
import { anOrder, TEA } from './testing/shop.fixture.js';

describe('What staff does at the doors of redemption', () => {
  let app: App;
  beforeAll(async () => {
    app = await openApp();
    await app.shop.earn(100);
  });
  afterAll(() => app.close());

  const told = async (path: string) => (await app.call('GET', `/v1/staff-actions?path=${path}`)).body.items;
  const refusedFor = async (method: string, path: string, body: object) => {
    const answer = await app.call(method, path, body, { 'Idempotency-Key': path });
    return [answer.status, answer.body.code, answer.body.errors];
  };
  const missing = { pointer: '/reason', code: 'required', found: 'nothing' };

  it('is refused without a reason, and with one of no words, and is not done', async () => {
    for (const [method, path, body] of [
      ['PUT', '/v1/rewards/mug', aMug()],
      ['PUT', '/v1/voucher-pools/summer', { programme: TEA, size: 1 }],
      ['POST', '/v1/vouchers', {}],
      ['POST', '/v1/voucher-pools/summer/codes', { codes: [{ code: 'SUMMER-26' }] }],
    ] as const) {
      expect([path, ...(await refusedFor(method, path, body))]).toMatchObject([
        path,
        400,
        'invalid_request',
        [missing],
      ]);
    }
    for (const reason of ['ok', '%20%20%20%20', 'x'.repeat(501)]) {
      expect((await refusedFor('PUT', `/v1/rewards/mug?reason=${reason}`, aMug()))[0]).toBe(400);
    }
    expect((await refusedFor('POST', '/v1/vouchers', { reason: '    ' }))[0]).toBe(400);
    expect((await app.call('GET', '/v1/rewards/mug')).status).toBe(404);
    expect(await told('/v1')).toEqual([]);
  });

  it('is told with the key, the reason and what came of it', async () => {
    await app.call('PUT', '/v1/rewards/mug?reason=summer+catalogue', aMug());
    await app.call('PUT', '/v1/rewards/mug?reason=wrong+shop', { ...aMug(), programme: 'wine' });
    const common = { actor: 'key_admin', method: 'PUT', path: '/v1/rewards/mug', at: '2026-06-01T12:00:00Z' };
    expect(await told('/v1/rewards/mug')).toEqual([
      {
        ...common,
        number: expect.any(Number),
        requestId: expect.any(String),
        reason: 'wrong shop',
        outcome: 'programme_not_found',
      },
      {
        ...common,
        number: expect.any(Number),
        requestId: expect.any(String),
        reason: 'summer catalogue',
        outcome: 'done',
      },
    ]);
  });

  it('does not make another write of a voucher that is given again for another reason', async () => {
    const give = (reason: string) => app.call('POST', '/v1/vouchers', { reason }, { 'Idempotency-Key': 'ann' });
    const first = await give('her birthday');
    const again = await give('once more');
    expect([first.status, again.status, again.body.voucher]).toEqual([201, 200, first.body.voucher]);
    const outcomes = (await told('/v1/vouchers')).map(({ reason, outcome }: Record<string, string>) => [
      reason,
      outcome,
    ]);
    expect(outcomes).toEqual([
      ['once more', 'repeated'],
      ['her birthday', 'done'],
    ]);
  });

  it('is told of a refund and of a void where somebody says why; a till says nothing, and is not asked', async () => {
    const spend = async (capture: boolean) =>
      (await app.call('POST', '/v1/redemptions', anOrder(10, { capture }))).body.redemption.id as string;
    const [kept, spent] = [await spend(false), await spend(true)];
    const key = { 'Idempotency-Key': 'r' };
    const part = { points: [{ wallet: 'points', points: 4 }] };
    await app.call('POST', `/v1/redemptions/${spent}/refund`, part, key);
    await app.call(
      'POST',
      `/v1/redemptions/${spent}/refund?dryRun=true`,
      { reason: 'to see' },
      { 'Idempotency-Key': 'd' },
    );
    await app.call(
      'POST',
      `/v1/redemptions/${spent}/refund`,
      { reason: 'the mug was broken' },
      { 'Idempotency-Key': 's' },
    );
    await app.call('POST', `/v1/redemptions/${kept}/void`, { reason: 'he rang us up' });
    const found = await told('/v1/redemptions');
    expect(found.map(({ path, reason }: Record<string, string>) => [path, reason])).toEqual([
      [`/v1/redemptions/${kept}/void`, 'he rang us up'],
      [`/v1/redemptions/${spent}/refund`, 'the mug was broken'],
    ]);
  });

  it('is read by whom a scope lets, page by page', async () => {
    const till = { Authorization: 'Bearer till' };
    expect(await app.call('GET', '/v1/staff-actions', undefined, till)).toMatchObject({
      status: 403,
      body: { missing: ['staff-actions:read'] },
    });
    const first = (await app.call('GET', '/v1/staff-actions?limit=1')).body;
    const second = (await app.call('GET', `/v1/staff-actions?limit=1&after=${first.next}`)).body;
    expect(second.items[0].number < first.items[0].number).toBe(true);
    expect((await app.call('GET', '/v1/staff-actions?after=nonsense')).body.code).toBe('invalid_request');
  });
});
