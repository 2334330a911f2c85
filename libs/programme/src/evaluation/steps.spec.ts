import { describe, expect, it } from '@jest/globals';
import { purchaseOf } from '../programme.fixture.js';
import { offersOf } from './offers.fixture.js';
import { stepsFor } from './steps.js';

const NARROW = [
  'id: any, give: { points: 1 }',
  'id: tea, give: { points: 1 }, lines: { include: { categories: [TEA] } }',
  'id: mugs, give: { points: 1 }, lines: { include: { skus: [MUG-*, CUP] } }',
  'id: not-tea, give: { points: 1 }, lines: { exclude: { categories: [TEA] } }',
  'id: berlin, give: { points: 1 }, only: { stores: [berlin-*] }',
  'id: web, give: { points: 1 }, only: { channels: [web] }',
  'id: either-tea, group: g, give: { points: 1 }, lines: { include: { categories: [TEA] } }',
  'id: either-web, group: g, give: { points: 1 }, only: { channels: [web] }',
];
const filler = (many: number) =>
  Array.from({ length: many }, (_, at) => `id: f-${at}, give: { points: 1 }, only: { stores: [x] }`);

/** Few offers, more than a word of them, and the last ones in a word of their own. */
const PROGRAMMES = [offersOf(NARROW), offersOf([...filler(40), ...NARROW]), offersOf([...NARROW, ...filler(29)])];

const BASKETS = [
  [{ sku: 'CUP', categories: ['TEA'] }, {}, ['any', 'tea', 'mugs', 'not-tea', 'either-tea', 'either-web']],
  [{ sku: 'MUG-1' }, { store: 'berlin-1' }, ['any', 'mugs', 'not-tea', 'berlin', 'either-tea', 'either-web']],
  [{ sku: 'A' }, { channel: 'web' }, ['any', 'not-tea', 'web', 'either-tea', 'either-web']],
  [{ sku: 'A' }, {}, ['any', 'not-tea', 'either-tea', 'either-web']],
] as const;

describe('The offers that a purchase can concern at all', () => {
  // Each of the group could be asked by what the other one does not ask for, so both are.
  it.each(BASKETS)('for %j bought with %j are %j', (line, more, expected) => {
    const purchase = purchaseOf({
      lines: [{ amount: '5.00', ...line, categories: [...('categories' in line ? line.categories : [])] }],
      ...more,
    });
    for (const programme of PROGRAMMES) {
      // Twice: what was remembered says the same.
      for (let time = 0; time < 2; time += 1) {
        const found = stepsFor(programme, purchase).flatMap((step) => step.map(({ id }) => id));
        const relevant = found.filter((id) => !id.startsWith('f-'));
        expect(new Set(relevant)).toEqual(new Set(expected));
        expect(found.some((id) => id.startsWith('f-'))).toBe(false);
      }
    }
  });
});
