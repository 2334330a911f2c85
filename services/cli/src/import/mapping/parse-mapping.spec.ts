import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { mappingSchema } from './mapping.schema.js';
import { parseMapping } from './parse-mapping.js';

const EXAMPLES = new URL('../../../../../examples/imports/', import.meta.url);

const RIGHT = `programme: shop
source: old-shop
currency: GBP
format: { kind: delimited, separator: ';', quote: "'", columns: [Invoice, Sku, Quantity, When, Price, Customer] }
time: { from: '{When}', format: 'yyyy-MM-dd HH:mm', zone: Europe/London }
group: '{Invoice}'
externalId: '{Invoice}-{row}'
member: { externalId: '{Customer}' }
line: { sku: '{Sku}', quantity: '{Quantity}', unitPrice: '{Price}' }
returns: { when: { value: '{Invoice}', like: C* }, quantities: negative }
`;

const problemsOf = (text: string) => {
  const parsed = parseMapping(text);
  return parsed.ok
    ? []
    : parsed.problems.map(({ line, column, code, pointer }) => `${line}:${column} ${code} ${pointer}`);
};

describe('A mapping file', () => {
  it('says how rows become purchases', () => {
    expect(problemsOf(RIGHT)).toEqual([]);
  });

  it.each([
    ['currency: GBP', 'currency: GPB', '3:11 unknown_currency /currency'],
    ['Europe/London', 'Europe/Londn', '5:59 unknown_time_zone /time/zone'],
    ['yyyy-MM-dd HH:mm', 'HH:mm:ss', '5:33 not_a_time_format /time/format'],
    ['yyyy-MM-dd HH:mm', 'yyyy-MM-dd-dd', '5:33 not_a_time_format /time/format'],
    ["'{Invoice}-{row}'", "'{Invoce}'", '7:13 unknown_column /externalId'],
    ['like: C*', 'like: ^C.*', '10:46 invalid_pattern /returns/when/like'],
    [", unitPrice: '{Price}'", '', '9:1 price_is_missing /line'],
    ['quantities: negative', 'quantities: minus', '10:64 wrong_value /returns/quantities'],
    ['kind: delimited', 'kind: excel', '4:17 wrong_value /format/kind'],
    ["separator: ';'", "separator: '::'", '4:39 wrong_value /format/separator'],
    ['source: old-shop\n', '', '1:1 missing_field '],
    ['group:', 'grouped:', '6:1 unknown_field /grouped'],
    ["externalId: '{Customer}'", "name: '{Customer}'", '8:11 unknown_field /member/name'],
    ['Sku, Quantity', 'Sku, Sku', '4:80 duplicate_value /format/columns/2'],
  ])('with %j changed to %j is told where it is wrong', (from, to, expected) => {
    expect(RIGHT).toContain(from);
    expect(problemsOf(RIGHT.replace(from, () => to))).toContain(expected);
  });

  it('is published with its schema as it stands', () => {
    const published: unknown = JSON.parse(readFileSync(new URL('mapping.schema.json', EXAMPLES), 'utf8'));
    expect(published).toEqual(mappingSchema);
  });

  it.each(readdirSync(EXAMPLES).filter((file) => file.endsWith('.yaml')))('is shown by %s', (file) => {
    expect(problemsOf(readFileSync(new URL(file, EXAMPLES), 'utf8'))).toEqual([]);
  });
});
