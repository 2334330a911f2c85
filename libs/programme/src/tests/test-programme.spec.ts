import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { testProgramme } from './test-programme.js';
import { testsSchema } from './tests.schema.js';

const EXAMPLES = new URL('../../../../examples/programmes/', import.meta.url);
const example = (file: string) => readFileSync(new URL(file, EXAMPLES), 'utf8');

const SHOP = `
id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
wallets: { points: { earn: { points: 1, per: 1.00 } }, stamps: {} }
offers:
  - { id: visit, wallet: points, give: { points: 40 }, caps: { member: 60 }, budget: 90 }
`;

const testsOf = (...purchases: readonly string[]) => `tests:
  - name: it is as it says
    purchases:
${purchases.map((purchase) => `      - { at: "2026-03-05T10:00:00Z", lines: [{ amount: 10.00 }], ${purchase} }`).join('\n')}
`;

function differences(...purchases: readonly string[]) {
  const tested = testProgramme(SHOP, testsOf(...purchases));
  if (!tested.ok) throw new Error(JSON.stringify(tested.problems));
  return tested.tests.flatMap((test) => test.differences);
}

describe('The tests of a programme', () => {
  it('are published with their schema as it stands', () => {
    const published: unknown = JSON.parse(readFileSync(new URL('../../tests.schema.json', import.meta.url), 'utf8'));
    expect(published).toEqual(testsSchema);
  });

  it.each(readdirSync(EXAMPLES).filter((file) => file.endsWith('.test.yaml')))('of the example %s hold', (file) => {
    const tested = testProgramme(example(file.replace('.test', '')), example(file));
    expect(tested).toMatchObject({ ok: true });
    if (tested.ok) for (const { name, differences: found } of tested.tests) expect([name, found]).toEqual([name, []]);
  });

  it('say what was expected, what was found, and where it was expected', () => {
    expect(
      differences('earns: { points: 50 }', 'earns: { points: 50 }, offers: { visit: 40 }, trimmed: { visit: 0 }'),
    ).toEqual([
      { test: 'it is as it says', line: 5, column: 84, what: 'points earned', expected: '50', found: '30' },
      { test: 'it is as it says', line: 5, column: 107, what: 'visit gives', expected: '40', found: '20' },
      { test: 'it is as it says', line: 5, column: 131, what: 'visit is trimmed by', expected: '0', found: '20' },
    ]);
  });

  it('mean all wallets where they say what is earned, and nothing where they do not', () => {
    expect(differences('member: ann')).toEqual([]);
    expect(differences('earns: { stamps: 0 }')).toMatchObject([{ what: 'points earned', expected: '0', found: '50' }]);
    expect(differences('offers: { base: 10 }')).toEqual([]);
  });

  it('know members by their names, and one budget for all', () => {
    expect(
      differences(
        'member: ann, offers: { visit: 40 }',
        'member: bob, offers: { visit: 40 }',
        'member: cleo, offers: { visit: 10 }',
      ),
    ).toEqual([]);
  });

  it.each([
    ['earns: { point: 50 }', 'unknown_name', 'points'],
    ['offers: { visits: 50 }', 'unknown_name', 'visit'],
    ['currency: CHF', 'unknown_name', 'one of EUR'],
    ['earn: { points: 50 }', 'unknown_field', 'earns'],
    ['earns: { points: 5.5 }', 'wrong_type', 'a whole number'],
  ])('with %s are refused like any other document', (purchase, code, expected) => {
    expect(testProgramme(SHOP, testsOf(purchase))).toMatchObject({
      ok: false,
      of: 'tests',
      problems: [{ code, expected, line: 4 }],
    });
  });

  it('of a programme that is wrong are told what is wrong with it', () => {
    expect(testProgramme('id: shop', testsOf('member: ann'))).toMatchObject({ ok: false, of: 'programme' });
    const day = testsOf('member: ann').replace('03-05T', '03-35T');
    expect(testProgramme(SHOP, day)).toMatchObject({
      ok: false,
      of: 'tests',
      problems: [{ code: 'not_a_date', line: 4 }],
    });
  });
});
