import { NO_STANDING } from '@loyalty/programme';
import { describe, expect, it } from '@jest/globals';
import { openShop, TEA, teaProgramme } from '../../testing/shop.fixture.js';
import { judgedBy } from './standings.js';

const LISBON = 'stores: { lisbon-1: { timeZone: Europe/Lisbon } }\n';
const nth = (within: string) => `offers: [{ id: second, give: { points: 9, everyNth: 2, within: ${within} } }]`;

describe('A purchase may have been judged', () => {
  it.each([
    ['by the clocks of the store, and at first by those of the programme', `${LISBON}${nth('day')}`, 2],
    ['in one way, where all clocks are the same', nth('day'), 1],
    ['in one way, where no clock is asked', `${LISBON}${nth('P1D')}`, 1],
  ])('%s', async (_what, programme, ways) => {
    const shop = await openShop(teaProgramme({ programme }));
    const judge = shop.programmes.latest(TEA);
    if (!judge) throw new Error('no programme');
    const standings = [...judgedBy([NO_STANDING], judge.programme)];
    expect(standings.map(({ periodsOf }) => periodsOf)).toEqual([undefined, 'programme'].slice(0, ways));
  });
});
