import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compileSchema, type JsonSchema } from '@loyalty/service-host';
import {
  redemptionAnswer,
  redemptionView,
  refundAnswer,
  voidAnswer,
} from './adapters/http/redemption-answer.schema.js';
import { openApp, type App } from './testing/app.fixture.js';
import { anOrder } from './testing/shop.fixture.js';

const problemsOf = (schema: JsonSchema, body: unknown) => {
  const checked = compileSchema(schema)(body);
  return checked.ok ? [] : checked.errors;
};

/** The schemas allow no field that they do not name, so what is answered and what is documented cannot part. */
describe('The doors of redemption', () => {
  let app: App;
  beforeAll(async () => {
    app = await openApp();
    await app.shop.earn(1_000);
  });
  afterAll(() => app.close());

  const post = async (path: string, body: unknown, schema: JsonSchema, headers?: Record<string, string>) => {
    const answer = await app.call('POST', `/v1/redemptions${path}`, body, headers);
    expect([answer.status < 300, problemsOf(schema, answer.body)]).toEqual([true, []]);
    return answer;
  };
  const read = async (query: string) => {
    const answer = await app.call('GET', `/v1/redemptions${query}`);
    expect([answer.status, problemsOf(redemptionView, answer.body)]).toEqual([200, []]);
    return answer.body.redemption;
  };

  it('authorise, capture a part, refund a part and the rest, and show it by id and by name', async () => {
    const sent = anOrder(60, { order: 'W-1' });
    const { status, body } = await post('', sent, redemptionAnswer);
    const { id } = body.redemption;
    expect([status, body]).toMatchObject([
      201,
      { redemption: { status: 'authorised', order: 'W-1', lapsesAt: '2026-06-01T12:15:00Z' }, repeated: false },
    ]);
    const again = await post('', sent, redemptionAnswer);
    expect([again.status, again.headers.get('Idempotency-Hit'), again.body]).toEqual([
      200,
      'true',
      { ...body, repeated: true },
    ]);

    const part = { points: [{ wallet: 'points', points: 45 }] };
    expect((await post(`/${id}/capture`, part, redemptionAnswer)).body).toMatchObject({
      redemption: { status: 'captured', captured: part.points, released: [{ points: 15 }] },
      balance: [{ available: 955, held: 0 }, {}],
    });
    expect((await post(`/${id}/capture`, part, redemptionAnswer)).status).toBe(200);
    expect((await post('', sent, redemptionAnswer)).body).toMatchObject({
      redemption: { status: 'captured' },
      balance: [{ available: 940, held: 60 }, {}],
      repeated: true,
    });

    const five = { points: [{ wallet: 'points', points: 5 }] };
    const key = { 'Idempotency-Key': 'five' };
    const refunded = await post(`/${id}/refund`, five, refundAnswer, key);
    expect([refunded.status, refunded.body]).toMatchObject([
      201,
      { redemption: { status: 'captured', refunded: [{ points: 5 }] }, givenBack: [{ points: 5 }] },
    ]);
    expect(await post(`/${id}/refund`, five, refundAnswer, key)).toMatchObject({
      status: 200,
      body: { ...refunded.body, repeated: true },
    });
    await post(`/${id}/refund`, undefined, refundAnswer, { 'Idempotency-Key': 'rest' });
    expect(await read(`/${id}`)).toMatchObject({ status: 'refunded', refunded: [{ points: 45 }] });
    expect(await read(`?source=${sent.source}&externalId=${sent.externalId}`)).toMatchObject({ id });
  });

  it('spend at once, as a till does', async () => {
    const { body } = await post('', anOrder(10, { capture: true }), redemptionAnswer);
    expect(body.redemption).toMatchObject({ status: 'captured', lapsesAt: null, captured: [{ points: 10 }] });
    expect((await post(`/${body.redemption.id}/capture`, undefined, redemptionAnswer)).status).toBe(200);
  });

  it('void by id, by name, and before the redemption comes', async () => {
    const [first, second, never] = [anOrder(10), anOrder(10), anOrder(10)];
    const nameOf = ({ source, externalId }: typeof first) => ({ source, externalId });
    const { id } = (await post('', first, redemptionAnswer)).body.redemption;
    expect((await post(`/${id}/void`, undefined, voidAnswer)).body.redemption).toMatchObject({ status: 'voided' });
    expect((await post(`/${id}/void`, undefined, voidAnswer)).status).toBe(200);
    await post('', second, redemptionAnswer);
    expect((await post('/void', nameOf(second), voidAnswer)).status).toBe(201);
    expect(await post('/void', nameOf(never), voidAnswer)).toMatchObject({ status: 202, body: { status: 'waiting' } });
    expect(await post('/void', nameOf(never), voidAnswer)).toMatchObject({ status: 200, body: { repeated: true } });
    expect(await app.call('POST', '/v1/redemptions', never)).toMatchObject({
      status: 409,
      body: { code: 'redemption_voided', redemption: null, voidedAt: '2026-06-01T12:00:00Z' },
    });
    expect((await app.call('GET', `/v1/redemptions?source=shop&externalId=${never.externalId}`)).status).toBe(404);
  });

  it('answer any step as it would be, and write nothing', async () => {
    const { id } = (await post('', anOrder(10), redemptionAnswer)).body.redemption;
    const heads = await app.shop.heads();
    await post('?dryRun=true', anOrder(10), redemptionAnswer);
    await post(`/${id}/capture?dryRun=true`, undefined, redemptionAnswer);
    await post(`/${id}/void?dryRun=true`, undefined, voidAnswer);
    await post('/void?dryRun=true', { source: 'shop', externalId: 'nobody’s' }, voidAnswer);
    expect(await app.shop.heads()).toEqual(heads);
    await post(`/${id}/capture`, undefined, redemptionAnswer);
    const captured = await app.shop.heads();
    await post(`/${id}/refund?dryRun=true`, undefined, refundAnswer, { 'Idempotency-Key': 'dry' });
    expect(await app.shop.heads()).toEqual(captured);
  });

  it('need a key with the scope', async () => {
    const with_ = (key: string) => ({ Authorization: `Bearer ${key}` });
    const forbidden = { status: 403, body: { code: 'missing_scope' } };
    expect(await app.call('POST', '/v1/redemptions', anOrder(1), with_('support'))).toMatchObject(forbidden);
    expect(await app.call('GET', '/v1/redemptions/red_1', undefined, with_('till'))).toMatchObject(forbidden);
    expect(await app.call('POST', '/v1/redemptions', anOrder(1), with_('nobody'))).toMatchObject({ status: 401 });
    expect((await app.call('POST', '/v1/redemptions', anOrder(1), with_('till'))).status).toBe(201);
  });
});
