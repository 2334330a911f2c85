import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';

const PAGE = new URL('../../../docs/api/openapi.json', import.meta.url);
const TABLE = new URL('../../../docs/operations/by-hand.md', import.meta.url);

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, { readonly maxLength?: number; readonly pattern?: string }>>;
  readonly required?: readonly string[];
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Page {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Doors that take a reason and do not demand one, and why they do not. */
const OPTIONAL: Readonly<Record<string, string>> = {
  'PATCH /v1/members/{id}': 'promised without one; a member’s own app uses it',
  'POST /v1/members/{id}/identities': 'promised without one; a member’s own app uses it',
  'DELETE /v1/members/{id}/identities/{kind}/{identity}': 'promised without one; a member’s own app uses it',
  'POST /v1/members/{id}/erase': 'promised without one; the member asks for it; who did it is kept all the same',
  'POST /v1/purchases/void': 'promised without one; a till uses it',
  'POST /v1/purchases/{id}/void': 'promised without one; a till uses it',
  'POST /v1/redemptions/void': 'promised without one; a till uses it',
  'POST /v1/redemptions/{id}/void': 'promised without one; a till uses it',
  'POST /v1/redemptions/{id}/refund': 'promised without one; a till uses it',
  'POST /v1/redemptions/{id}/fulfilment':
    'a warehouse’s machine says how far it is; what failed or came back needs one',
  'POST /v1/fulfilments': 'likewise',
  'POST /v1/accounts/{id}/transfers': 'a gift that a member gives in an app; the key is kept, and a reversal needs one',
  'PUT /v1/programmes/{id}': 'promised without one; who put it stands in the history',
};

/** Doors that write and take none, and why. */
const NONE: Readonly<Record<string, string>> = {
  'POST /v1/members': 'a member joins',
  'POST /v1/members/{id}/accounts': 'a member joins a programme',
  'POST /v1/members/lookup': 'a question',
  'POST /v1/purchases': 'of a till or shop, known by source and externalId',
  'POST /v1/purchases/{id}/claim': 'of a till or shop; promised without one',
  'POST /v1/returns': 'of a till or shop, known by source and externalId',
  'POST /v1/batch': 'of a till or shop, line by line',
  'POST /v1/actions': 'of the system that reports it, known by source and externalId',
  'POST /v1/quotes': 'a question',
  'POST /v1/programmes/{id}/plan': 'a question',
  'POST /v1/campaigns/{id}/plan': 'a question',
  'POST /v1/redemptions': 'of a till or shop, known by source and externalId',
  'POST /v1/redemptions/{id}/capture': 'of a till or shop: what was promised when it was authorised',
  'POST /v1/vouchers/reserve': 'of a till, known by source and externalId',
  'POST /v1/vouchers/use': 'of a till, known by source and externalId',
  'POST /v1/vouchers/release': 'of a till, known by source and externalId',
  'POST /v1/payouts': 'what a member asks for, known by source and externalId',
  'POST /v1/payouts/callbacks': 'of the payment provider, signed',
  'POST /v1/webhooks/{id}/ping': 'changes nothing',
  'POST /v1/projections/balance/rebuild': 'reads the ledger anew; changes nothing that anybody has',
};

describe('A door at which staff changes something', () => {
  let page: Page;
  let doors: readonly (readonly [string, Operation])[];
  beforeAll(async () => {
    page = JSON.parse(await readFile(PAGE, 'utf8'));
    doors = Object.entries(page.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => method !== 'get')
        .map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    );
  });

  const schemaOf = (operation: Operation): Schema => {
    const [body] = Object.values(operation.requestBody?.content ?? {});
    const name = body?.schema.$ref?.split('/').at(-1);
    return (name === undefined ? body?.schema : page.components.schemas[name]) ?? {};
  };
  const reasonOf = (operation: Operation): 'required' | 'optional' | 'none' => {
    const parameter = operation.parameters?.find(({ name, in: where }) => name === 'reason' && where === 'query');
    if (parameter) return parameter.required === true ? 'required' : 'optional';
    const { properties = {}, required = [] } = schemaOf(operation);
    if (properties['reason'] === undefined) return 'none';
    return required.includes('reason') ? 'required' : 'optional';
  };
  const said = (door: string) => (door in OPTIONAL ? 'optional' : door in NONE ? 'none' : 'required');

  it('takes a reason, unless it stands here why not', () => {
    expect(doors.length).toBeGreaterThan(50);
    const found = doors.map(([door, operation]) => [door, reasonOf(operation)]);
    expect(found).toEqual(doors.map(([door]) => [door, said(door)]));
  });

  it('does not stand here for nothing', () => {
    const known = doors.map(([door]) => door);
    expect([...Object.keys(OPTIONAL), ...Object.keys(NONE)].filter((door) => !known.includes(door))).toEqual([]);
  });

  it('takes no more than 500 characters', () => {
    const lengths = doors.flatMap(([door, operation]) => {
      const reason = schemaOf(operation).properties?.['reason'];
      return reason ? [[door, reason.maxLength]] : [];
    });
    expect(lengths).toEqual(lengths.map(([door]) => [door, 500]));
  });

  it('takes no reason of blanks alone', () => {
    const patterns = doors.flatMap(([door, operation]) => {
      const reason = schemaOf(operation).properties?.['reason'];
      return reason ? [[door, reason.pattern]] : [];
    });
    expect(patterns).toEqual(patterns.map(([door]) => [door, '\\S']));
  });

  it('stands in the table of docs/operations/by-hand.md, with where its reason is read', async () => {
    const table = await readFile(TABLE, 'utf8');
    const missing = doors.filter(([door]) => said(door) !== 'none' && !table.includes(`\`${door}\``));
    expect(missing.map(([door]) => door)).toEqual([]);
  });
});
