import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountStreamId } from './application/account-book.js';
import { openApp, type App } from './testing/app.fixture.js';
import { teaProgramme } from './testing/shop.fixture.js';

import { PURCHASE } from './testing/purchase.fixture.js';

describe('The doors of accrual', () => {
  let app: App;
  let account: string;
  let member: string;

  beforeAll(async () => {
    app = await openApp();
    ({ account, member } = app.members.join('tea', { kind: 'card', value: '4007' }));
  });
  afterAll(() => app.close());

  const count = { next: 0 };
  const fresh = (change: object = {}) => ({
    ...PURCHASE,
    receipt: undefined,
    externalId: `X-${++count.next}`,
    ...change,
  });

  it('answer a purchase as the till prints it, and its repeat as at first', async () => {
    const first = await app.call('POST', '/v1/purchases', PURCHASE);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      purchase: { id: expect.stringMatching(/^pur_/), source: 'till-berlin-7', externalId: 'R-000123' },
      account: { id: account, version: 1 },
      earned: [
        {
          wallet: 'points',
          points: 150,
          lot: expect.stringMatching(/^lot_/),
          availableAt: '2026-01-05T09:15:00Z',
          expiresAt: null,
        },
      ],
      balance: [{ wallet: 'points', available: 150, held: 0, pending: 0 }],
      totals: [{ wallet: 'points', earned: 150 }],
      receiptText: ['You earned 150 points. You have 150.'],
      explanation: [
        {
          offer: 'base',
          version: 1,
          wallet: 'points',
          points: 150,
          text: '1 point per 1.00 EUR, rounded down',
          basis: '150.00',
          lines: ['1', '2'],
        },
      ],
      repeated: false,
    });
    for (const sent of [PURCHASE, { ...PURCHASE, externalId: 'new-guid' }]) {
      const again = await app.call('POST', '/v1/purchases', sent);
      expect([again.status, again.headers.get('Idempotency-Hit')]).toEqual([200, 'true']);
      expect(again.body).toEqual({ ...first.body, repeated: true });
    }
    const { id } = first.body.purchase;
    const [byId, byName] = [
      await app.call('GET', `/v1/purchases/${id}`),
      await app.call('GET', '/v1/purchases?source=till-berlin-7&externalId=new-guid'),
    ];
    expect(byId.body).toMatchObject({
      status: 'recorded',
      member: { id: member },
      total: '150.00',
      lines: [{ quantity: '3', amount: '99.99', returned: '0' }, {}],
    });
    expect(byName.body).toEqual(byId.body);
  });

  it('answer a return with what was taken back, what matched, and the money', async () => {
    const { body: bought } = await app.call('POST', '/v1/purchases', fresh());
    const sent = {
      source: 'till-berlin-7',
      externalId: `B-${++count.next}`,
      occurredAt: '2026-01-06T10:00:00Z',
      purchase: { id: bought.purchase.id },
      lines: [{ id: '1', quantity: '1' }],
    };
    const first = await app.call('POST', '/v1/returns', sent);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      return: { id: expect.stringMatching(/^ret_/) },
      status: 'applied',
      account: { id: account, version: bought.account.version + 1 },
      takenBack: [{ wallet: 'points', points: 34, shortfall: 0 }],
      matched: [{ purchase: bought.purchase.id, line: '1', quantity: '1', amount: '33.33', points: 34 }],
      unmatched: [],
      givenBack: [],
      refund: [{ kind: 'card', amount: '33.33', currency: 'EUR' }],
      balance: [{ wallet: 'points', available: bought.balance[0].available - 34, held: 0, pending: 0 }],
      repeated: false,
    });
    expect((await app.call('POST', '/v1/returns', sent)).body).toEqual({ ...first.body, repeated: true });
    const early = await app.call('POST', '/v1/returns', {
      ...sent,
      externalId: 'early',
      purchase: { source: 'till', externalId: 'not yet' },
    });
    expect([early.status, early.body]).toMatchObject([202, { status: 'waiting', takenBack: [], repeated: false }]);
    const voided = await app.call('POST', `/v1/purchases/${bought.purchase.id}/void`);
    expect([voided.status, voided.body]).toMatchObject([
      201,
      { status: 'voided', takenBack: [{ points: 116 }], repeated: false },
    ]);
    const waiting = await app.call('POST', '/v1/purchases/void', { source: 'till', externalId: 'never seen' });
    expect([waiting.status, waiting.body]).toEqual([202, { status: 'waiting', repeated: false }]);
  });

  it('keep who voided a purchase and why, where somebody says so, also before it comes', async () => {
    const sent = fresh();
    const { body: bought } = await app.call('POST', '/v1/purchases', sent);
    const path = `/v1/purchases/${bought.purchase.id}`;
    const blank = await app.call('POST', `${path}/void`, { reason: ' ' });
    expect([blank.status, blank.body.code, blank.body.errors[0].pointer]).toEqual([400, 'invalid_request', '/reason']);
    const voidedBy = { actor: 'key_admin', reason: 'rung up twice' };
    expect((await app.call('POST', `${path}/void`, { reason: 'rung up twice' })).body).toMatchObject({ voidedBy });
    expect((await app.call('POST', `${path}/void`, { reason: 'another' })).body).toMatchObject({
      voidedBy,
      repeated: true,
    });
    expect((await app.call('GET', path)).body).toMatchObject({ status: 'voided', voidedBy });

    const late = fresh();
    const { source, externalId } = late;
    await app.call('POST', '/v1/purchases/void', { source, externalId, reason: 'rung up twice' });
    const { body: came } = await app.call('POST', '/v1/purchases', late);
    expect((await app.call('GET', `/v1/purchases/${came.purchase.id}`)).body).toMatchObject({ voidedBy });
  });

  it('keep what is only asked for', async () => {
    const sent = fresh();
    const asked = await app.call('POST', '/v1/purchases?dryRun=true', sent);
    expect([asked.status, asked.body.earned[0].points]).toEqual([201, 150]);
    expect((await app.call('GET', `/v1/purchases?source=${sent.source}&externalId=${sent.externalId}`)).body.code).toBe(
      'purchase_not_found',
    );
  });

  it('let support correct an account, with a key, a reason and a name', async () => {
    const path = `/v1/accounts/${account}/adjustments`;
    const body = { wallet: 'points', points: 50, reason: 'goodwill' };
    expect((await app.call('POST', path, body)).body.code).toBe('idempotency_key_required');
    const key = { 'Idempotency-Key': 'adjust-1' };
    const first = await app.call('POST', path, body, key);
    expect([first.status, first.body]).toMatchObject([
      201,
      {
        adjustment: { actor: 'key_admin', reason: 'goodwill' },
        changes: [{ wallet: 'points', points: 50 }],
        repeated: false,
      },
    ]);
    const again = await app.call('POST', path, body, key);
    expect([again.status, again.body]).toEqual([200, { ...first.body, repeated: true }]);
    expect((await app.call('POST', path, { ...body, points: 51 }, key)).body).toMatchObject({
      status: 409,
      code: 'already_used_with_other_content',
    });
    const below = await app.call('POST', path, { ...body, points: -1_000_000 }, { 'Idempotency-Key': 'adjust-2' });
    expect(below.body).toMatchObject({ status: 409, code: 'insufficient_points', needed: 1_000_000 });
    const never = { ...body, availableAt: '2026-07-01T00:00:00Z', expiresAt: '2026-06-30T00:00:00Z' };
    expect((await app.call('POST', path, never, { 'Idempotency-Key': 'adjust-3' })).body).toMatchObject({
      status: 422,
      code: 'lot_expires_before_available',
      availableAt: '2026-07-01T00:00:00Z',
      expiresAt: '2026-06-30T00:00:00Z',
    });
    expect((await app.call('POST', path, { ...body, points: 0 }, key)).body).toMatchObject({
      status: 400,
      code: 'invalid_request',
    });
    expect((await app.call('POST', path, { ...body, reason: '' }, key)).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/reason' }],
    });
    expect((await app.call('POST', path, { ...body, availableAt: null }, key)).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/availableAt', code: 'bad_format' }],
    });
  });

  it('ask for the scope of each', async () => {
    const as = (key: string) => ({ Authorization: `Bearer ${key}` });
    const adjust = await app.call(
      'POST',
      `/v1/accounts/${account}/adjustments`,
      { wallet: 'points', points: 1, reason: 'x' },
      as('till'),
    );
    expect(adjust.body).toMatchObject({ code: 'missing_scope', missing: ['ledger:adjust'] });
    expect((await app.call('POST', '/v1/purchases', fresh(), as('support'))).status).toBe(403);
    expect((await app.call('POST', '/v1/purchases', fresh(), as('till'))).status).toBe(201);
    expect((await app.call('GET', '/v1/programmes', undefined, as('support'))).status).toBe(200);
  });
});

describe('The test clock', () => {
  it('lets what falls due on the way happen before it answers', async () => {
    const app = await openApp({
      document: teaProgramme({ wallet: 'expiry: { after: P30D }' }),
      now: '2026-01-05T12:00:00Z',
    });
    const { account } = app.members.join('tea', { kind: 'card', value: '4007' });
    await app.call('POST', '/v1/purchases', PURCHASE);
    const moved = await app.call('POST', '/v1/test-clock', { now: '2026-12-01T00:00:00Z' });
    expect(moved.status).toBeLessThan(300);
    const events = await app.store.readStream(accountStreamId(account));
    expect(events.map(({ type, occurredAt }) => [type.split('.')[0], new Date(occurredAt).toISOString()])).toEqual([
      ['PointsEarned', '2026-01-05T09:15:00.000Z'],
      ['PointsExpired', '2026-02-04T09:15:00.000Z'],
    ]);
    await app.close();
  });
});
