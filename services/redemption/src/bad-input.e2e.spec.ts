import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApp, type App } from './testing/app.fixture.js';
import { anOrder } from './testing/shop.fixture.js';

describe('The doors of redemption refuse with one clear answer, and change nothing:', () => {
  let app: App;
  let held: string;
  let spent: string;
  let voided: string;

  beforeAll(async () => {
    app = await openApp();
    await app.shop.earn(100);
    const authorise = async (change: object = {}) =>
      (await app.call('POST', '/v1/redemptions', anOrder(10, change))).body.redemption.id as string;
    held = await authorise({ order: 'W-1' });
    spent = await authorise({ capture: true });
    voided = await authorise();
    await app.call('POST', `/v1/redemptions/${voided}/void`);
  });
  afterAll(() => app.close());

  const refused = async (path: string, body: unknown, headers?: Record<string, string>) => {
    const heads = await app.shop.heads();
    const answer = await app.call('POST', `/v1/redemptions${path}`, body, headers);
    expect(await app.shop.heads()).toEqual(heads);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    return { status: answer.status, ...answer.body };
  };
  const points = (count: unknown, wallet = 'points') => [{ wallet, points: count }];

  const wrong: [string, object, object][] = [
    ['an unknown field', { colour: 'red' }, { status: 400, errors: [{ pointer: '/colour', code: 'unknown_field' }] }],
    [
      'points and a reward',
      { reward: { id: 'mug' } },
      { status: 400, code: 'invalid_request', errors: [{ pointer: '', code: 'invalid' }] },
    ],
    [
      'neither points nor a reward',
      { points: undefined },
      {
        status: 400,
        errors: [
          { pointer: '/points', code: 'required' },
          { pointer: '/reward', code: 'required' },
        ],
      },
    ],
    [
      'a reward that there is not',
      { points: undefined, reward: { id: 'mug' } },
      { status: 404, code: 'reward_not_found', reward: 'mug' },
    ],
    [
      'the source of what comes by itself',
      { source: 'automatic' },
      { status: 400, errors: [{ pointer: '/source', code: 'bad_format', found: '"automatic"' }] },
    ],
    ['no points', { points: [] }, { status: 400, errors: [{ pointer: '/points', code: 'too_few' }] }],
    ['zero points', { points: points(0) }, { status: 400, errors: [{ pointer: '/points/0/points' }] }],
    ['fewer than none', { points: points(-1) }, { status: 400, errors: [{ pointer: '/points/0/points' }] }],
    ['half a point', { points: points(1.5) }, { status: 400, errors: [{ pointer: '/points/0/points' }] }],
    ['points in a text', { points: points('5') }, { status: 400, errors: [{ pointer: '/points/0/points' }] }],
    [
      'more than can be counted',
      { points: points(2 ** 53) },
      { status: 400, errors: [{ pointer: '/points/0/points' }] },
    ],
    ['nobody', { member: {} }, { status: 400, errors: [{ pointer: '/member' }] }],
    [
      'two ways to know a member',
      { member: { card: '1', id: '2' } },
      { status: 400, errors: [{ pointer: '/member' }] },
    ],
    ['no duration', { lapsesAfter: '15 minutes' }, { status: 400, errors: [{ pointer: '/lapsesAfter' }] }],
    ['no time at all', { lapsesAfter: 'PT0S' }, { status: 422, code: 'hold_lapses_at_once' }],
    ['too long a time', { lapsesAfter: 'P1Y' }, { status: 422, code: 'hold_too_long', latest: '2026-07-01T12:00:00Z' }],
    ['an unknown card', { member: { card: 'none' } }, { status: 404, code: 'member_not_found' }],
    ['an unknown programme', { programme: 'wine' }, { status: 404, code: 'programme_not_found' }],
    [
      'an unknown wallet',
      { points: points(1, 'miles') },
      { status: 422, code: 'wallet_not_found', wallets: ['points', 'stamps'] },
    ],
  ];
  it.each(wrong)('%s', async (_what, change, expected) => {
    expect(await refused('', anOrder(1, change))).toMatchObject(expected);
  });

  it('more points than there are, with the numbers', async () => {
    expect(await refused('', anOrder(81))).toMatchObject({
      status: 409,
      code: 'insufficient_points',
      wallet: 'points',
      available: 80,
      needed: 81,
      held: [{ redemption: held, order: 'W-1', points: 10, lapsesAt: '2026-06-01T12:15:00Z' }],
      pending: [],
    });
  });

  it('a capture of more than is held, of what is spent otherwise, and of what is over', async () => {
    expect(await refused(`/${held}/capture`, { points: points(11) })).toMatchObject({
      status: 409,
      code: 'over_capture',
      held: 10,
      needed: 11,
    });
    expect(await refused(`/${spent}/capture`, { points: points(9) })).toMatchObject({
      status: 409,
      code: 'redemption_captured',
      captured: points(10),
      capturedAt: '2026-06-01T12:00:00Z',
    });
    expect(await refused(`/${voided}/capture`, undefined)).toMatchObject({ status: 409, code: 'redemption_voided' });
    expect(await refused(`/${held}/capture`, 'null')).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(await refused('/red_none/capture', undefined)).toMatchObject({ status: 404, code: 'redemption_not_found' });
    expect(await refused(`/${held}/capture`, { amount: 1 })).toMatchObject({
      status: 400,
      errors: [{ pointer: '/amount' }],
    });
  });

  it('a void of what is spent or is not there', async () => {
    expect(await refused(`/${spent}/void`, undefined)).toMatchObject({ status: 409, code: 'redemption_captured' });
    expect(await refused('/red_none/void', undefined)).toMatchObject({ status: 404, code: 'redemption_not_found' });
    expect(await refused('/void', { source: 'shop' })).toMatchObject({
      status: 400,
      errors: [{ pointer: '/externalId' }],
    });
  });

  it('a refund without a key, of what is held, and of more than was spent', async () => {
    const key = { 'Idempotency-Key': 'k' };
    expect(await refused(`/${spent}/refund`, undefined)).toMatchObject({
      status: 400,
      code: 'idempotency_key_required',
    });
    expect(await refused(`/${held}/refund`, undefined, key)).toMatchObject({
      status: 409,
      code: 'redemption_not_captured',
    });
    expect(await refused(`/${spent}/refund`, { points: points(11) }, key)).toMatchObject({
      status: 409,
      code: 'over_refund',
      captured: 10,
      refunded: 0,
      needed: 11,
    });
  });

  it('a page of reviews behind what is no place in the list', async () => {
    for (const after of ['nonsense', 'rev_none', held, 'rev_']) {
      const { status, body } = await app.call('GET', `/v1/reviews?after=${after}`);
      expect([after, status, body.code]).toEqual([after, 400, 'invalid_cursor']);
    }
  });

  it('the same id with other content, and says what differs', async () => {
    const sent = anOrder(1);
    await app.call('POST', '/v1/redemptions', sent);
    expect(await refused('', { ...sent, points: points(2), order: 'W-9' })).toMatchObject({
      status: 409,
      code: 'already_used_with_other_content',
      first: expect.stringMatching(/^red_/),
      errors: [{ pointer: '/points', code: 'differs' }, { pointer: '/order' }],
    });
  });

  it('a capture after the lapse, and says when that was', async () => {
    await app.call('POST', '/v1/test-clock', { now: '2026-06-01T12:15:00Z' });
    expect(await refused(`/${held}/capture`, undefined)).toMatchObject({
      status: 409,
      code: 'hold_lapsed',
      redemption: held,
      lapsedAt: '2026-06-01T12:15:00Z',
    });
  });
});
