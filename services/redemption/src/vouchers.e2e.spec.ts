import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compileSchema, type JsonSchema } from '@loyalty/service-host';
import { redemptionAnswer, redemptionView } from './adapters/http/redemption-answer.schema.js';
import * as answers from './adapters/http/voucher-answer.schema.js';
import { type App, openApp } from './testing/app.fixture.js';
import { aMug, aMugFor } from './testing/rewards.fixture.js';
import { TEA } from './testing/shop.fixture.js';

const problemsOf = (schema: JsonSchema, body: unknown) => {
  const checked = compileSchema(schema)(body);
  return checked.ok ? [] : checked.errors;
};
const with_ = (key: string, idempotencyKey?: string) => ({
  Authorization: `Bearer ${key}`,
  ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
});
const CODE = /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/;

describe('The doors of vouchers', () => {
  let app: App;
  beforeAll(async () => {
    app = await openApp();
    await app.shop.earn(100);
  });
  afterAll(() => app.close());

  const told = async (
    [method, path, schema]: readonly [string, string, JsonSchema],
    body: unknown,
    headers: Record<string, string>,
  ) => {
    const answer = await app.call(method, `/v1${path}`, body, headers);
    expect([path, answer.status < 300, problemsOf(schema, answer.body)]).toEqual([path, true, []]);
    return answer;
  };
  const till = with_('till');
  let numbered = 0;
  const aUse = (code: string, change: object = {}) => {
    numbered += 1;
    return {
      code,
      source: 'till-1',
      externalId: `U-${numbered}`,
      member: { card: '4007' },
      store: 'berlin-1',
      ...change,
    };
  };

  it('give a code, reserve, release and use it', async () => {
    const sent = { member: { card: '4007' }, reason: 'a gift' };
    const given = await told(['POST', '/vouchers', answers.givenVoucher], sent, with_('marketer', 'g'));
    const { code } = given.body.voucher;
    expect([given.status, code]).toEqual([201, expect.stringMatching(CODE)]);
    const again = await told(['POST', '/vouchers', answers.givenVoucher], sent, with_('marketer', 'g'));
    expect([again.status, again.body.voucher.code]).toEqual([200, code]);

    const use = aUse(code);
    const reserved = await told(['POST', '/vouchers/reserve', answers.voucherAnswer], use, till);
    expect(reserved).toMatchObject({
      status: 201,
      body: { voucher: { status: 'reserved' }, lapsesAt: '2026-06-01T12:15:00Z' },
    });
    expect(await app.call('POST', '/v1/vouchers/use', aUse(code), till)).toMatchObject({
      status: 409,
      body: { code: 'voucher_reserved', reserved: [{ externalId: use.externalId, lapsesAt: '2026-06-01T12:15:00Z' }] },
    });
    const released = await told(['POST', '/vouchers/release', answers.voucherAnswer], use, till);
    expect(released.body.voucher.status).toBe('usable');
    expect((await told(['POST', '/vouchers/use', answers.voucherAnswer], use, till)).status).toBe(201);
    const repeat = await told(['POST', '/vouchers/use', answers.voucherAnswer], use, till);
    expect([repeat.status, repeat.headers.get('Idempotency-Hit')]).toEqual([200, 'true']);
    expect(await app.call('POST', '/v1/vouchers/use', aUse(code), till)).toMatchObject({
      status: 409,
      body: {
        code: 'voucher_used',
        uses: [{ usedAt: '2026-06-01T12:00:00Z', store: 'berlin-1', source: 'till-1', externalId: use.externalId }],
      },
    });
  });

  it('sell a voucher for points: its code is in the answer of the capture and of its repeats, and in no other', async () => {
    const reward = aMug({ kind: 'free_unit', gives: { category: 'TEA' }, voucher: {} });
    await app.call('PUT', '/v1/rewards/tea?reason=as+agreed', reward);
    const { body } = await told(['POST', '/redemptions', redemptionAnswer], aMugFor({}, 'tea'), till);
    expect(body.redemption.reward).not.toHaveProperty('voucher');
    const path = `/redemptions/${body.redemption.id}`;
    const captured = await told(['POST', `${path}/capture`, redemptionAnswer], undefined, till);
    const { id, code } = captured.body.redemption.reward.voucher;
    expect(code).toMatch(CODE);
    const again = await told(['POST', `${path}/capture`, redemptionAnswer], undefined, till);
    expect(again.body.redemption.reward.voucher).toEqual({ id, code });
    const seen = await told(['GET', path, redemptionView], undefined, with_('support'));
    expect(seen.body.redemption.reward.voucher).toEqual({ id });

    const { member } = app.shop.owner;
    const list = await told(['GET', `/vouchers?member=${member}`, answers.voucherList], undefined, with_('app'));
    expect(list.body.items).toEqual([
      expect.objectContaining({ status: 'used' }),
      expect.objectContaining({ id, code, status: 'usable', reward: { id: 'tea' } }),
    ]);
    const page = (rest: string) =>
      told(['GET', `/vouchers?member=${member}&limit=1${rest}`, answers.voucherList], undefined, with_('app'));
    const { items, next } = (await page('')).body;
    expect([items, next]).toEqual([[list.body.items[0]], list.body.items[0].id]);
    expect((await page(`&after=${next}`)).body).toEqual({ items: [list.body.items[1]], next: null });
    const used = await told(['POST', '/vouchers/use', answers.voucherAnswer], aUse(code), till);
    expect(used.body.voucher.reward).toEqual({
      id: 'tea',
      kind: 'free_unit',
      name: reward.name,
      gives: { category: 'TEA' },
    });
  });

  it('refuse terms that end before they begin', async () => {
    const terms = { validFrom: '2026-06-01T00:00:00+02:00', validUntil: '2026-05-31T22:00:00Z' };
    const problem = {
      status: 400,
      body: { code: 'invalid_request', errors: [{ pointer: '/validUntil', expected: 'an instant after validFrom' }] },
    };
    const pool = { programme: TEA, ...terms };
    expect(await app.call('PUT', '/v1/voucher-pools/never?reason=as+agreed', pool)).toMatchObject(problem);
    expect(await app.call('GET', '/v1/voucher-pools/never')).toMatchObject({ status: 404 });
    const voucher = { reason: 'a present', ...terms };
    expect(await app.call('POST', '/v1/vouchers', voucher, { 'Idempotency-Key': 'never' })).toMatchObject(problem);
  });

  it('make a pool, show its codes, and take codes of others', async () => {
    const pool = { programme: TEA, size: 3, validUntil: '2027-01-01T00:00:00Z' };
    const put = await told(
      ['PUT', '/voucher-pools/summer?reason=as+agreed', answers.poolAnswer],
      pool,
      with_('marketer'),
    );
    expect(put.body.pool).toMatchObject({ uses: 1, generated: 3, validUntil: '2027-01-01T00:00:00Z' });
    const codes = await told(
      ['GET', '/voucher-pools/summer/codes?limit=2', answers.codesAnswer],
      undefined,
      with_('marketer'),
    );
    expect(codes.body).toEqual({ items: [expect.stringMatching(CODE), expect.stringMatching(CODE)], next: 2 });
    const used = await told(['POST', '/vouchers/use', answers.voucherAnswer], aUse(codes.body.items[0]), till);
    expect(used.body.voucher).toMatchObject({ pool: 'summer', status: 'used' });
    const noCodes = [
      { code: '-- -- --' },
      { code: 'SUMMER-' },
      { code: 'SUMMER-25', member: '4007' },
      { code: 'S-U-M-M-E-R-2-7' },
    ];
    const refused = await app.call('POST', '/v1/voucher-pools/summer/codes', { codes: noCodes, reason: 'printed' });
    expect([refused.status, refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      400,
      ['/codes/0/code', '/codes/1/code', '/codes/2/member'],
    ]);
    const sent = { codes: [{ code: 'SUMMER-26' }], reason: 'printed' };
    expect(
      (await told(['POST', '/voucher-pools/summer/codes', answers.addedAnswer], sent, with_('marketer'))).body,
    ).toEqual({
      added: 1,
      known: 0,
    });
    expect(
      (await told(['GET', '/voucher-pools/summer', answers.poolAnswer], undefined, with_('marketer'))).body,
    ).toEqual(put.body);
    expect(await app.call('GET', '/v1/voucher-pools/winter')).toMatchObject({
      body: { code: 'voucher_pool_not_found' },
    });
    const elsewhere = { ...pool, programme: 'wine' };
    expect(await app.call('PUT', '/v1/voucher-pools/summer?reason=as+agreed', elsewhere)).toMatchObject({
      status: 404,
    });
  });

  it('refuse who guesses, and nobody else', async () => {
    const guess = () =>
      app.call('POST', '/v1/vouchers/use', aUse('0000-0000-0000-0000-0000', { member: { card: '666' } }), till);
    for (let time = 0; time < 10; time += 1) expect((await guess()).body.code).toBe('voucher_not_found');
    const refused = await guess();
    expect([refused.status, refused.body.code]).toEqual([429, 'too_many_guesses']);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(500);
    expect((await app.call('POST', '/v1/vouchers/use', aUse('none-at-all'), till)).status).toBe(404);
  });

  it('need a key with the scope', async () => {
    const forbidden = { status: 403, body: { code: 'missing_scope' } };
    expect(await app.call('POST', '/v1/vouchers', { reason: 'a gift' }, with_('till', 'k'))).toMatchObject(forbidden);
    expect(await app.call('GET', '/v1/vouchers?member=mem_1', undefined, till)).toMatchObject(forbidden);
    expect(await app.call('GET', '/v1/voucher-pools/summer/codes', undefined, till)).toMatchObject(forbidden);
    expect(await app.call('POST', '/v1/vouchers/use', aUse('x'), with_('marketer'))).toMatchObject(forbidden);
    expect(await app.call('POST', '/v1/vouchers', { reason: 'a gift' }, with_('marketer'))).toMatchObject({
      body: { code: 'idempotency_key_required' },
    });
  });
});
