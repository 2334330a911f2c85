import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compileSchema, type JsonSchema } from '@loyalty/service-host';
import {
  fulfilmentAnswer,
  redemptionAnswer,
  redemptionView,
  refundAnswer,
} from './adapters/http/redemption-answer.schema.js';
import { rewardList, rewardView } from './adapters/http/reward-answer.schema.js';
import { type App, openApp } from './testing/app.fixture.js';
import { aMug, aMugFor } from './testing/rewards.fixture.js';

const problemsOf = (schema: JsonSchema, body: unknown) => {
  const checked = compileSchema(schema)(body);
  return checked.ok ? [] : checked.errors;
};
const with_ = (key: string) => ({ Authorization: `Bearer ${key}` });

describe('The doors of rewards', () => {
  let app: App;
  beforeAll(async () => {
    app = await openApp();
    await app.shop.earn(100);
  });
  afterAll(() => app.close());

  const told = async (
    [method, path, schema]: readonly [string, string, JsonSchema],
    body?: unknown,
    headers?: Record<string, string>,
  ) => {
    const answer = await app.call(method, `/v1${path}`, body, headers);
    expect([path, answer.status < 300, problemsOf(schema, answer.body)]).toEqual([path, true, []]);
    return answer;
  };
  const put = (id: string, body: unknown) =>
    told(['PUT', `/rewards/${id}?reason=as+agreed`, rewardView], body, with_('marketer'));

  it('put a reward, change it, and show it with its stock', async () => {
    const mug = aMug({ stock: 5, description: { en: 'Of glass' }, image: 'https://shop.example/mug.png' });
    expect(await put('mug', mug)).toMatchObject({ status: 201, body: { reward: { id: 'mug', version: 1 } } });
    expect(await put('mug', mug)).toMatchObject({ status: 200, body: { reward: { version: 1 } } });
    const other = await put('mug', { ...mug, limit: { times: 3, per: 'P1D' } });
    expect(other).toMatchObject({ status: 200, body: { reward: { version: 2, stock: { supply: 5, left: 5 } } } });
    const read = await told(['GET', '/rewards/mug', rewardView], undefined, with_('support'));
    expect(read.body).toEqual(other.body);
  });

  it('sell it for points, send it, and take it back', async () => {
    const { body } = await told(['POST', '/redemptions', redemptionAnswer], aMugFor({ capture: true }), with_('till'));
    expect(body.redemption).toMatchObject({
      status: 'captured',
      reward: { id: 'mug', version: 2, kind: 'item' },
      captured: [{ points: 10 }],
    });
    const path = `/redemptions/${body.redemption.id}`;
    const shipped = await told(['POST', `${path}/fulfilment`, fulfilmentAnswer], { status: 'shipped' }, with_('till'));
    expect(shipped).toMatchObject({
      status: 201,
      body: { redemption: { reward: { fulfilment: { status: 'shipped', actor: 'key_till' } } } },
    });
    const again = await told(['POST', `${path}/fulfilment`, fulfilmentAnswer], { status: 'shipped' });
    expect([again.status, again.body.repeated]).toEqual([200, true]);
    const read = await told(['GET', path, redemptionView]);
    expect(read.body.redemption.reward.fulfilment.status).toBe('shipped');
    const key = { 'Idempotency-Key': 'back' };
    expect((await told(['POST', `${path}/refund`, refundAnswer], undefined, key)).body).toMatchObject({
      redemption: { status: 'refunded' },
      givenBack: [{ points: 10 }],
    });
  });

  it('tell a member what they can have, and why not', async () => {
    await put('robe', aMug({ prices: [{ points: [{ wallet: 'points', points: 500 }] }], stock: 0 }));
    await put('draft', aMug({ validFrom: '2027-01-01T00:00:00Z', limit: { times: 1 } }));
    const { member } = app.shop.owner;
    const { body } = await told(['GET', `/rewards?member=${member}`, rewardList], undefined, with_('support'));
    expect(body).toEqual({
      items: [
        expect.objectContaining({
          reward: expect.objectContaining({ id: 'draft' }),
          available: false,
          reasons: [{ reason: 'reward_not_valid_yet', validFrom: '2027-01-01T00:00:00Z' }],
        }),
        expect.objectContaining({ reward: expect.objectContaining({ id: 'mug' }), available: true, reasons: [] }),
        expect.objectContaining({
          price: { points: [{ wallet: 'points', points: 500 }] },
          available: false,
          reasons: [
            { reason: 'out_of_stock', supply: 0, left: 0, againAt: null },
            { reason: 'insufficient_points', wallet: 'points', available: 100, needed: 500 },
          ],
        }),
      ],
      next: null,
    });
    expect((await told(['GET', '/rewards', rewardList])).body.items).toHaveLength(3);
    for (const asked of ['/rewards?', `/rewards?member=${member}&`]) {
      const one = (await told(['GET', `${asked}limit=1`, rewardList])).body;
      const rest = (await told(['GET', `${asked}limit=2&after=${one.next}`, rewardList])).body;
      const ids = [...one.items, ...rest.items].map((each) => each.reward.id);
      expect([one.next, ids, rest.next]).toEqual(['draft', ['draft', 'mug', 'robe'], null]);
    }
    expect(await app.call('GET', '/v1/rewards?member=mem_1')).toMatchObject({ body: { code: 'member_not_found' } });
  });

  it('refuse with one code and its numbers, and list all reasons', async () => {
    await put('rare', aMug({ stock: 0, validUntil: '2026-05-01T00:00:00Z' }));
    expect(await app.call('POST', '/v1/redemptions', aMugFor({}, 'rare'))).toMatchObject({
      status: 409,
      body: {
        code: 'reward_no_longer_valid',
        reward: 'rare',
        validUntil: '2026-05-01T00:00:00Z',
        reasons: [{ reason: 'reward_no_longer_valid' }, { reason: 'out_of_stock', supply: 0 }],
      },
    });
    const { id } = (await app.call('POST', '/v1/redemptions', aMugFor())).body.redemption;
    const part = { points: [{ wallet: 'points', points: 1 }] };
    expect(await app.call('POST', `/v1/redemptions/${id}/capture`, part)).toMatchObject({
      status: 409,
      body: { code: 'reward_is_whole', points: [{ wallet: 'points', points: 10 }] },
    });
    expect(await app.call('POST', `/v1/redemptions/${id}/fulfilment`, { status: 'ordered' })).toMatchObject({
      status: 409,
      body: { code: 'fulfilment_not_possible', from: null, possible: [] },
    });
    expect(await app.call('POST', `/v1/redemptions/${id}/fulfilment`, { status: 'failed' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/reason', code: 'required' }] },
    });
    expect(await app.call('GET', '/v1/rewards/none')).toMatchObject({
      status: 404,
      body: { code: 'reward_not_found' },
    });
  });

  it.each<[string, object, number, string]>([
    ['a wallet that there is not', { prices: [{ points: [{ wallet: 'miles', points: 1 }] }] }, 422, '/prices/0/points'],
    ['a discount of nothing', { kind: 'order_discount' }, 422, '/gives'],
    ['an amount without a currency', { kind: 'gift_card', gives: { amount: '5.00' } }, 422, '/gives/currency'],
    ['a voucher for a thing', { voucher: {} }, 422, '/voucher'],
    [
      'an end before the beginning',
      { validFrom: '2026-02-01T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' },
      422,
      '/validUntil',
    ],
    ['a thing that is issued by itself', { automatic: true }, 422, '/automatic'],
    ['no price', { prices: [] }, 400, '/prices'],
    ['half a stock', { stock: 1.5 }, 400, '/stock'],
    ['a name in no language', { name: {} }, 400, '/name/en'],
    ['a picture from anywhere', { image: 'http://shop.example/a.png' }, 400, '/image'],
    ['another programme than before', { programme: 'wine' }, 404, ''],
  ])('refuse a reward with %s', async (_what, change, status, pointer) => {
    const answer = await app.call('PUT', '/v1/rewards/mug?reason=as+agreed', { ...aMug(), ...change });
    expect(answer.status).toBe(status);
    if (pointer !== '') expect(answer.body.errors[0].pointer).toBe(pointer);
    expect((await app.call('GET', '/v1/rewards/mug')).body.reward.version).toBe(2);
  });

  it('need a key with the scope, and an id that can stand in a path', async () => {
    const forbidden = { status: 403, body: { code: 'missing_scope' } };
    expect(await app.call('PUT', '/v1/rewards/mug?reason=as+agreed', aMug(), with_('till'))).toMatchObject(forbidden);
    expect(await app.call('GET', '/v1/rewards', undefined, with_('marketer'))).toMatchObject(forbidden);
    expect(await app.call('PUT', '/v1/rewards/Mug!?reason=as+agreed', aMug())).toMatchObject({ status: 400 });
  });
});
