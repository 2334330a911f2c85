import { describe, expect, it } from '@jest/globals';
import { programmeOf, purchaseOf } from '../programme.fixture.js';
import { Occasion } from './occasion.js';
import { occasionFacts } from './occasion-facts.js';
import { NO_STANDING } from './standing.js';

describe('What conditions may ask for', () => {
  it('is counted of offers for an n-th purchase, and of no others', () => {
    const programme = programmeOf({
      more: 'offers: [{ id: nth, give: { points: 1, everyNth: 3, within: year } }, { id: a, give: { points: 1 } }]',
    });
    const [euro] = programme.currencies.values();
    if (!euro) throw new Error('A programme without its main currency.');
    const occasion = new Occasion(programme, purchaseOf({ lines: [{ amount: '1.00' }] }), euro, NO_STANDING);
    expect(occasionFacts(occasion).counters).toEqual({ nth: { visits: 0, nth: 1 } });
  });
});
