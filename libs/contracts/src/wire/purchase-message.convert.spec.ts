import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { id, text } from './any-part.fixture.js';
import { readPurchaseMessage, toPurchaseMessage } from './purchase-message.convert.js';
import { UnreadableMessage } from './unreadable-message.js';

/** The API's spelling, with every field there or not; values are text that nobody has judged yet. */
const said = text.filter((words) => words !== '');
type Fields = Record<string, fc.Arbitrary<unknown>>;
const optional = (needed: Fields, more: Fields): fc.Arbitrary<object> =>
  fc.record({ ...needed, ...more }, { requiredKeys: Object.keys(needed) });
const someOrNone = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 3 });
const named = { source: said, externalId: said };
const receipt = optional({ number: said }, { terminal: text });
const buyer = fc.oneof(
  ...['id', 'card', 'token', 'externalId'].map((kind) => text.map((value) => ({ [kind]: value }))),
);
const reference = fc.oneof(
  id('pur').map((purchase) => ({ id: purchase })),
  fc.record({ source: text, externalId: text }),
);
const returnedLine = optional({}, { id: text, sku: text, quantity: text, amount: text });
const line = optional(
  { id: said, sku: said, quantity: said },
  { gtin: text, unitPrice: text, amount: text, discount: text, tax: text, kind: text, categories: someOrNone(text) },
);
const place = { programme: text, store: text, receipt, member: buyer };
const purchase = optional(
  { ...named, occurredAt: said, currency: said, lines: someOrNone(line) },
  {
    ...place,
    channel: text,
    taxIncluded: fc.boolean(),
    total: text,
    payments: someOrNone(optional({ kind: said, amount: said }, { redemption: text })),
    returns: someOrNone(
      optional({ lines: someOrNone(returnedLine) }, { source: text, externalId: text, purchase: reference }),
    ),
  },
);
const returned = optional(
  { ...named, occurredAt: said, lines: someOrNone(returnedLine) },
  { ...place, purchase: reference },
);
const anyLine = fc.oneof(
  purchase.map((body) => ({ purchase: body })),
  returned.map((body) => ({ return: body })),
);

const read = (value: Uint8Array, headers: Record<string, string> = {}) => readPurchaseMessage({ value, headers });

describe('A message of the purchase topic', () => {
  it('says over protobuf what it says as JSON', () => {
    fc.assert(
      fc.property(anyLine, (body) => {
        expect(read(toPurchaseMessage(body))).toEqual(body);
        expect(read(Buffer.from(JSON.stringify(body)))).toEqual(body);
      }),
    );
  });

  it.each([
    ['application/json; charset=utf-8', Buffer.from(' {"return":{}}')],
    ['application/protobuf', toPurchaseMessage({ return: {} })],
    ['application/x-protobuf', toPurchaseMessage({ return: {} })],
  ])('is read as what its header says: %s', (contentType, value) => {
    expect(read(value, { 'content-type': contentType })).toEqual({ return: {} });
  });

  it.each([
    ['text that is no JSON', Buffer.from('{"purchase":'), {}],
    ['JSON with half a character', Buffer.from(String.raw`{"purchase":{"externalId":"a\ud83d"}}`), {}],
    ['JSON that is no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), {}],
    ['bytes that are no message', Buffer.from([0x0a, 0x7f, 1]), {}],
    ['a kind that was not agreed', Buffer.from('<purchase/>'), { 'content-type': 'text/xml' }],
    ['protobuf that calls itself JSON', toPurchaseMessage({ return: {} }), { 'content-type': 'application/json' }],
    ['a field of a later version', Buffer.from([0x0a, 0x03, 0xa0, 0x06, 0x01]), {}],
    ['a kind of a later version', Buffer.from([0x1a, 0x00]), {}],
  ])('is not guessed at: %s', (_what, value, headers) => {
    expect(() => read(value, headers)).toThrow(UnreadableMessage);
  });

  it.each([['phone'], ['email'], ['name']])('has no field for a %s', (field) => {
    expect(() => toPurchaseMessage({ purchase: { member: { [field]: 'ann' } } })).toThrow(field);
  });

  it('leaves it to the schema to refuse what lacks something', () => {
    expect(read(toPurchaseMessage({ purchase: { source: '' } }))).toEqual({ purchase: {} });
    expect(read(Buffer.alloc(0))).toEqual({});
  });
});
