import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compileSchema, type JsonSchema } from '@loyalty/service-host';
import { batchAnswer } from './adapters/http/batch-answer.schema.js';
import { claimAnswer, purchaseAnswer, purchaseView, voidAnswer } from './adapters/http/purchase-answer.schema.js';
import { returnAnswer } from './adapters/http/return-answer.schema.js';
import { openApp, type App } from './testing/app.fixture.js';
import { PURCHASE } from './testing/purchase.fixture.js';

const problemsOf = (schema: JsonSchema, body: unknown) => {
  const checked = compileSchema(schema)(body);
  return checked.ok ? [] : checked.errors;
};

/** The schemas allow no field that they do not name, so what is answered and what is documented cannot part. */
describe('The answers of accrual are what its document says:', () => {
  let app: App;
  beforeAll(async () => {
    app = await openApp();
    app.members.join('tea', { kind: 'card', value: '4007' });
  });
  afterAll(() => app.close());

  const { receipt: _receipt, ...purchase } = PURCHASE;
  const named = (externalId: string, change: object = {}) => ({ ...purchase, externalId, ...change });
  const ask = async (path: string, body: unknown, schema: JsonSchema) => {
    const answer = await app.call(body === undefined ? 'GET' : 'POST', path, body);
    expect([answer.status < 300, problemsOf(schema, answer.body)]).toEqual([true, []]);
    return answer.body;
  };
  const returnOf = (externalId: string, lines: object[], change: object = {}) => ({
    source: purchase.source,
    externalId: `back-${externalId}`,
    occurredAt: '2026-02-01T10:00:00Z',
    purchase: { source: purchase.source, externalId },
    lines,
    ...change,
  });

  it('a purchase, its repeat, a guest’s, and one that is looked at again', async () => {
    for (const sent of [PURCHASE, PURCHASE, named('guest', { member: undefined })]) {
      await ask('/v1/purchases', sent, purchaseAnswer);
    }
    await ask(`/v1/purchases?source=${PURCHASE.source}&externalId=${PURCHASE.externalId}`, undefined, purchaseView);
  });

  it('a return by line, one of money alone, a blind one, one that waits, and an exchange', async () => {
    await ask('/v1/purchases', named('bought'), purchaseAnswer);
    await ask('/v1/returns', returnOf('bought', [{ id: '1', quantity: '1' }]), returnAnswer);
    const money = { externalId: 'back-money' };
    await ask('/v1/returns', returnOf('bought', [{ id: '2', amount: '1.00' }], money), returnAnswer);
    const blind = { externalId: 'blind', purchase: undefined, member: PURCHASE.member };
    await ask('/v1/returns', returnOf('bought', [{ sku: 'NONE', quantity: '1' }], blind), returnAnswer);
    await ask('/v1/returns', returnOf('not-yet', [{ id: '1', quantity: '1' }]), returnAnswer);
    await ask('/v1/purchases', named('not-yet'), purchaseAnswer);
    const returns = [
      { purchase: { source: purchase.source, externalId: 'bought' }, lines: [{ id: '1', quantity: '1' }] },
    ];
    await ask('/v1/purchases', named('exchanged', { returns }), purchaseAnswer);
  });

  it('a void, one that waits, and the purchase that arrives after it', async () => {
    await ask('/v1/purchases', named('mistake'), purchaseAnswer);
    await ask('/v1/purchases/void', { source: purchase.source, externalId: 'mistake' }, voidAnswer);
    await ask('/v1/purchases/void', { source: purchase.source, externalId: 'later' }, voidAnswer);
    await ask('/v1/purchases', named('later'), purchaseAnswer);
    await ask(`/v1/purchases?source=${purchase.source}&externalId=mistake`, undefined, purchaseView);
  });

  it('a claim', async () => {
    const guest = await ask('/v1/purchases', named('to-claim', { member: undefined }), purchaseAnswer);
    await ask(`/v1/purchases/${guest.purchase.id}/claim`, { member: PURCHASE.member }, claimAnswer);
  });

  it('every line of a batch, the wrong ones too', async () => {
    const lines = [{ purchase: named('line') }, { return: returnOf('line', [{ id: '1', quantity: '1' }]) }, {}];
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    const answer = await app.call('POST', '/v1/batch', text, { 'Content-Type': 'application/x-ndjson' });
    const answered = answer.text.trim().split('\n');
    expect(answered).toHaveLength(lines.length);
    for (const line of answered) expect(problemsOf(batchAnswer, JSON.parse(line))).toEqual([]);
  });
});
