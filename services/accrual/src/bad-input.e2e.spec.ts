import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApp, type App } from './testing/app.fixture.js';
import { PURCHASE } from './testing/purchase.fixture.js';

describe('The doors of accrual', () => {
  let app: App;

  beforeAll(async () => {
    app = await openApp();
    app.members.join('tea', { kind: 'card', value: '4007' });
    await app.call('POST', '/v1/purchases', PURCHASE);
  });
  afterAll(() => app.close());

  const count = { next: 0 };
  const fresh = (change: object = {}) => ({
    ...PURCHASE,
    receipt: undefined,
    externalId: `X-${++count.next}`,
    ...change,
  });

  describe('refuse with one clear answer, and change nothing', () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ id: String(at), sku: 'A', quantity: '1', amount: '0.01' }));
    const one = [{ id: '1', sku: 'A', quantity: '1', amount: '10.00' }];
    const table: [string, object, object][] = [
      [
        'an unknown field',
        { colour: 'red' },
        { status: 400, code: 'invalid_request', errors: [{ pointer: '/colour', code: 'unknown_field' }] },
      ],
      [
        'a wrong type',
        { lines: [{ ...one[0], quantity: 1 }] },
        { status: 400, errors: [{ pointer: '/lines/0/quantity', code: 'wrong_type' }] },
      ],
      [
        'a negative quantity',
        { lines: [{ ...one[0], quantity: '-1' }] },
        { status: 400, errors: [{ pointer: '/lines/0/quantity' }] },
      ],
      [
        'a quantity of zero',
        { lines: [{ ...one[0], quantity: '0.000' }] },
        { status: 400, errors: [{ pointer: '/lines/0/quantity' }] },
      ],
      [
        '5,001 lines',
        { lines: lines(5001) },
        { status: 400, errors: [{ pointer: '/lines', code: 'too_many', expected: 'at most 5000 items' }] },
      ],
      ['no lines', { lines: [] }, { status: 400, errors: [{ pointer: '/lines', code: 'too_few' }] }],
      ['a line without a price', { lines: [{ id: '1', sku: 'A', quantity: '1' }] }, { status: 400 }],
      [
        'two ways to know a member',
        { member: { card: '1', id: '2' } },
        { status: 400, errors: [{ pointer: '/member' }] },
      ],
      [
        'a total that its lines do not have',
        { total: '151.00' },
        {
          status: 422,
          code: 'total_does_not_match_lines',
          errors: [{ pointer: '/total', expected: '150.00', found: '151.00' }],
        },
      ],
      [
        'payments that do not sum',
        { payments: [{ kind: 'card', amount: '1.00' }] },
        {
          status: 422,
          code: 'payments_do_not_match_total',
          errors: [{ pointer: '/payments', expected: '150.00', found: '1.00' }],
        },
      ],
      [
        'an unknown currency',
        { currency: 'XTS' },
        {
          status: 422,
          code: 'unknown_currency',
          errors: [{ pointer: '/currency', expected: 'one of EUR', found: 'XTS' }],
        },
      ],
      [
        'a date in the future',
        { occurredAt: '2026-06-01T12:10:01Z' },
        { status: 422, code: 'occurred_in_future', errors: [{ pointer: '/occurredAt' }] },
      ],
      [
        'a date without an offset',
        { occurredAt: '2026-01-05T10:15:00' },
        { status: 400, errors: [{ pointer: '/occurredAt', code: 'bad_format' }] },
      ],
      [
        'two lines of one id',
        { lines: [one[0], one[0]], total: '20.00', payments: [] },
        { status: 422, code: 'duplicate_line', errors: [{ pointer: '/lines/1/id' }] },
      ],
      [
        'half a cent',
        { lines: [{ ...one[0], amount: '0.005' }] },
        { status: 422, code: 'too_many_decimals', errors: [{ pointer: '/lines/0/amount' }] },
      ],
      [
        'a discount greater than its line',
        {
          lines: [{ id: '1', sku: 'A', quantity: '1', unitPrice: '1.00', discount: '2.00' }],
          total: undefined,
          payments: [],
        },
        { status: 422, code: 'amount_below_zero', errors: [{ pointer: '/lines/0' }] },
      ],
      ['an id that no member has', { member: { id: 'mem_nobody' } }, { status: 404, code: 'member_not_found' }],
      ['a programme that is not there', { programme: 'wine' }, { status: 404, code: 'programme_not_found' }],
      [
        'more than can be counted',
        {
          lines: [{ id: '1', sku: 'A', quantity: '999999999', unitPrice: '99999999999' }],
          total: undefined,
          payments: [],
        },
        { status: 422, code: 'too_large' },
      ],
    ];

    it('an action of the product’s own source, which a report could otherwise take the place of', async () => {
      const report = {
        ...{ source: 'loyalty', externalId: 'joined:mem_1', occurredAt: '2026-01-05T09:00:00Z' },
        ...{ action: 'joined', member: { card: '4007' } },
      };
      const heads = await app.store.heads();
      expect(await app.call('POST', '/v1/actions', report)).toMatchObject({
        status: 400,
        body: {
          code: 'invalid_request',
          errors: [
            {
              ...{ pointer: '/source', code: 'bad_format', found: '"loyalty"' },
              expected: "The system that reports it; not 'loyalty', by which the programme gives by itself",
            },
          ],
        },
      });
      expect(await app.store.heads()).toEqual(heads);
      const another = await app.call('POST', '/v1/actions', { ...report, source: 'loyalty-app' });
      expect(another.body.errors ?? []).toEqual([]);
    });

    it.each(table)('%s', async (_what, change, expected) => {
      const heads = await app.store.heads();
      const { status, body } = await app.call('POST', '/v1/purchases', fresh(change));
      expect({ ...body, status }).toMatchObject(expected);
      expect(await app.store.heads()).toEqual(heads);
    });

    it('a body of 20 MB, one that is no JSON, and the same id with other content', async () => {
      const heads = await app.store.heads();
      expect((await app.call('POST', '/v1/purchases', `"${'x'.repeat(20_000_000)}"`)).body).toMatchObject({
        status: 413,
        code: 'body_too_large',
      });
      expect((await app.call('POST', '/v1/purchases', '{"source": ')).body).toMatchObject({
        status: 400,
        code: 'malformed_json',
      });
      const other = await app.call('POST', '/v1/purchases', {
        ...PURCHASE,
        total: undefined,
        payments: [],
        lines: PURCHASE.lines.slice(1),
      });
      expect(other.body).toMatchObject({
        status: 409,
        code: 'already_used_with_other_content',
        first: expect.stringMatching(/^pur_/),
        errors: [{ pointer: '/lines', code: 'differs' }, { pointer: '/total' }, { pointer: '/payments' }],
      });
      expect(await app.store.heads()).toEqual(heads);
    });

    it('a body that says it is no JSON', async () => {
      const answer = await app.call('POST', '/v1/purchases', fresh(), { 'Content-Type': 'text/plain' });
      expect(answer).toMatchObject({
        status: 415,
        body: { code: 'unsupported_media_type', accepts: 'application/json' },
      });
    });

    it('a return of more than was bought, with the numbers', async () => {
      const { body: bought } = await app.call('POST', '/v1/purchases', fresh());
      const heads = await app.store.heads();
      const sent = {
        source: 't',
        externalId: 'too-many',
        occurredAt: '2026-01-06T10:00:00Z',
        purchase: { id: bought.purchase.id },
        lines: [{ id: '1', quantity: '4' }],
      };
      expect((await app.call('POST', '/v1/returns', sent)).body).toMatchObject({
        status: 409,
        code: 'more_than_bought',
        line: '1',
        unit: 'quantity',
        bought: '3',
        alreadyReturned: '0',
        asked: '4',
      });
      expect(
        (await app.call('POST', '/v1/returns', { ...sent, lines: [{ sku: 'A', quantity: '1' }] })).body,
      ).toMatchObject({ status: 400 });
      expect(await app.store.heads()).toEqual(heads);
    });

    it('a blind return of more units of one SKU than can be written exactly, however many lines they stand on', async () => {
      const heads = await app.store.heads();
      const lines = Array.from({ length: 10 }, () => ({ sku: 'A', quantity: '999999999.999999' }));
      const sent = { source: 't', externalId: 'far-too-many', occurredAt: '2026-01-06T10:00:00Z', lines };
      const problem = {
        code: 'too_large',
        expected: 'at most 9007199254.740991 of one SKU',
        found: '9999999999.99999',
      };
      expect((await app.call('POST', '/v1/returns', { ...sent, member: { card: '4007' } })).body).toMatchObject({
        status: 422,
        errors: [{ pointer: '/lines', ...problem }],
      });
      expect((await app.call('POST', '/v1/purchases', fresh({ returns: [{ lines }] }))).body).toMatchObject({
        status: 422,
        errors: [{ pointer: '/returns/0/lines', ...problem }],
      });
      expect(await app.store.heads()).toEqual(heads);
    });

    it('answers the largest purchase that there may be', async () => {
      const big = fresh({
        lines: lines(5000).map((each) => ({ ...each, categories: ['TEA', 'GREEN'], gtin: '4006381333931' })),
        total: '50.00',
        payments: [],
      });
      expect((await app.call('POST', '/v1/purchases', big)).status).toBe(201);
    });
  });
});
