import { describe, expect, it } from '@jest/globals';
import { purchaseOf, type LineOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { carriedBy, offersOf, pointsByOffer } from './offers.fixture.js';

const of = (offer: string, lines: readonly LineOf[], earn = '') =>
  evaluate(offersOf([`id: o, give: { points: 2, per: 1.00 }, ${offer}`], { earn }), 1, purchaseOf({ lines }));

describe('The lines of an offer', () => {
  const goods = { amount: '10.00' };
  const service = { amount: '4.00', kind: 'service' as const };
  const tip = { amount: '3.00', kind: 'tip' as const };

  it('are of the kinds that it names, among those that the base rule looks at', () => {
    expect(pointsByOffer(of('', [goods, service, tip]))).toEqual({ base: 14, o: 28 });
    expect(pointsByOffer(of('lines: { kinds: [service] }', [goods, service, tip]))).toEqual({ base: 14, o: 8 });
    expect(pointsByOffer(of('lines: { kinds: [tip, service] }', [goods, service, tip]))).toEqual({ base: 14, o: 8 });
    expect(pointsByOffer(of('lines: { kinds: [tip] }', [goods, service, tip], 'kinds: [goods, tip]'))).toEqual({
      base: 13,
      o: 6,
    });
  });

  it('are of the kinds of the base rule, where it names none but categories', () => {
    const tea = (line: LineOf) => ({ ...line, categories: ['TEA'] });
    const lines = [tea(goods), goods, tea(tip)];
    expect(pointsByOffer(of('lines: { include: { categories: [TEA] } }', lines))).toEqual({ base: 20, o: 20 });
  });

  it('meet its condition and stand on its lists, both', () => {
    const lines = [
      { amount: '20.00', categories: ['TEA'] },
      { amount: '30.00' },
      { amount: '5.00', categories: ['TEA'] },
    ];
    const evaluation = of('lines: { include: { categories: [TEA] }, when: line.unitPrice >= 12.00 }', lines);
    expect(pointsByOffer(evaluation)).toEqual({ base: 55, o: 40 });
    expect(carriedBy(evaluation)).toEqual({ 1: 60, 2: 30, 3: 5 });
  });

  it('come to what its own basis says, where that is another than the base rule has', () => {
    const lines = [{ amount: '10.00', discount: '5.00' }, { amount: '1.00' }];
    const evaluation = evaluate(
      offersOf([
        'id: before, give: { points: 2, per: 1.00, basis: { discount: before } }',
        'id: after, give: { points: 2, per: 1.00 }',
      ]),
      1,
      purchaseOf({ lines }),
    );
    expect(pointsByOffer(evaluation)).toEqual({ base: 11, before: 32, after: 22 });
  });
});
