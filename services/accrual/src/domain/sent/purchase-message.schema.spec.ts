import { describe, expect, it } from '@jest/globals';
import { accrualV1, readPurchaseMessage, toPurchaseMessage } from '@loyalty/contracts';
import { compileSchema } from '@loyalty/service-host';
import { readFile, writeFile } from 'node:fs/promises';
import { purchaseMessageSchema } from './purchase-message.schema.js';

const PAGE = new URL('../../../../../docs/api/purchase-message.schema.json', import.meta.url);
const check = compileSchema<unknown>(purchaseMessageSchema);

const lines = [{ id: '1', sku: 'A', quantity: '3', unitPrice: '33.33' }];
const purchase = { source: 'till', externalId: '1', occurredAt: '2026-01-05T10:15:00+01:00', currency: 'EUR', lines };
const returned = {
  source: 'till',
  externalId: '2',
  occurredAt: '2026-01-06T10:15:00Z',
  lines: [{ sku: 'A', quantity: '1' }],
};

describe('The schema of the purchase topic', () => {
  it('is the one that is published', async () => {
    if (process.env['UPDATE_DOCS']) await writeFile(PAGE, `${JSON.stringify(purchaseMessageSchema, null, 2)}\n`);
    expect(JSON.parse(await readFile(PAGE, 'utf8'))).toEqual(purchaseMessageSchema);
  });

  it.each(['card', 'token', 'externalId', 'id'])(
    'lets a buyer be recognised by %s, whichever way it is written',
    (kind) => {
      const member = { [kind]: '4007' };
      for (const line of [{ purchase: { ...purchase, member } }, { return: { ...returned, member } }]) {
        expect(check(line)).toMatchObject({ ok: true });
        expect(check(readPurchaseMessage({ value: toPurchaseMessage(line), headers: {} }))).toMatchObject({ ok: true });
      }
    },
  );

  it.each(['phone', 'email'])('refuses a buyer recognised by %s', (kind) => {
    const member = { [kind]: 'ann' };
    expect(check({ purchase: { ...purchase, member } })).toMatchObject({
      ok: false,
      errors: [{ pointer: `/purchase/member/${kind}` }],
    });
    expect(check({ return: { ...returned, member } })).toMatchObject({ ok: false });
  });

  it.each([
    ['nothing', {}],
    ['both', { purchase, return: { ...returned, member: { id: 'mem_1' } } }],
    ['something else', { void: { source: 'till', externalId: '1' } }],
    ['a purchase that HTTP would refuse', { purchase: { ...purchase, lines: [] } }],
    ['a blind return of nobody', { return: returned }],
  ])('refuses %s', (_what, message) => {
    expect(check(message)).toMatchObject({ ok: false });
  });

  it('has the fields of the protobuf message, and no others', () => {
    expect([...namesOf(purchaseMessageSchema)].sort()).toEqual([...fieldsOf(accrualV1.PurchaseMessageSchema)].sort());
  });
});

/** Names of properties anywhere in a schema, by the path that leads to them. */
function namesOf(schema: unknown, path = ''): Set<string> {
  if (typeof schema !== 'object' || schema === null) return new Set();
  const found = new Set<string>();
  for (const [keyword, part] of Object.entries(schema)) {
    if (keyword === 'properties') {
      for (const [name, value] of Object.entries(part as object)) {
        found.add(`${path}/${name}`);
        for (const deeper of namesOf(value, `${path}/${name}`)) found.add(deeper);
      }
    } else for (const deeper of namesOf(part, path)) found.add(deeper);
  }
  return found;
}

function fieldsOf({ fields }: typeof accrualV1.PurchaseMessageSchema, path = ''): Set<string> {
  const found = new Set<string>();
  for (const { jsonName, message } of fields) {
    found.add(`${path}/${jsonName}`);
    if (message)
      for (const deeper of fieldsOf(message as typeof accrualV1.PurchaseMessageSchema, `${path}/${jsonName}`))
        found.add(deeper);
  }
  return found;
}
