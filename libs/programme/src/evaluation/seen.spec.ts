import { describe, expect, it } from '@jest/globals';
import { programmeOf, purchaseOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { NO_STANDING, type Standing } from './standing.js';

const CAKE = '{ id: cake, give: { points: 9, everyNth: 3, within: year }, only: { birthday: week } }';
const AWAKE = '{ id: awake, give: { points: 9 }, when: "!(\'sleepers\' in member.segments)" }';
const ANY = '{ id: any, give: { points: 9 }, only: { segments: [sleepers, buyers] } }';

const segments = 'segments: { sleepers: { when: member.purchases > 1 }, buyers: { when: member.purchases > 1 } }';

function judged(offer: string, standing: Partial<Standing>) {
  const programme = programmeOf({ more: `${segments}\noffers: [${offer}]` });
  const purchase = purchaseOf({ lines: [{ amount: '10.00' }] });
  return evaluate(programme, 1, purchase, { ...NO_STANDING, ...standing });
}

describe('What an offer saw of the member', () => {
  it('is kept with a purchase that is only one of several, too', () => {
    const { visits } = judged(CAKE, { birthday: new Set(['month', 'week']) });
    expect(visits).toEqual([{ offer: 'cake', lines: ['1'], seen: [{ fact: 'birthday-week', value: 'true' }] }]);
  });

  it('is that a list was empty, or what was in it, in order', () => {
    const seen = (offer: string, ...ids: string[]) => judged(offer, { segments: new Set(ids) }).explanation[1]?.seen;
    expect(seen(AWAKE)).toEqual([{ fact: 'member.segments', value: '' }]);
    expect(seen(AWAKE, 'buyers')).toEqual([{ fact: 'member.segments', value: 'buyers' }]);
    expect(seen(ANY, 'sleepers', 'buyers')?.map(({ value }) => value)).toEqual(['buyers', 'sleepers']);
  });
});
