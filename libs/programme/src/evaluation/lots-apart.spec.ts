import { describe, expect, it } from '@jest/globals';
import { parsed, purchaseOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { offersOf } from './offers.fixture.js';
import { NO_STANDING, type Standing } from './standing.js';

const TEN = purchaseOf({ lines: [{ amount: '10.00' }, { amount: '10.00' }] });

function lotsOf(...offers: readonly string[]) {
  const { lots } = evaluate(offersOf(offers), 1, TEN);
  return lots.map(({ points }) => Number(points));
}

describe('Points stand in a lot of their own', () => {
  it('where they become available at another time, for ever as they last', () => {
    expect(lotsOf('id: o, give: { points: 7 }, pending: P14D')).toEqual([20, 7]);
    expect(lotsOf('id: o, give: { points: 7 }, pending: P14D', 'id: p, give: { points: 5 }, pending: P14D')).toEqual([
      20, 12,
    ]);
  });

  it('where they wait for another action, or expire otherwise once it has come', () => {
    const waits = (id: string, action: string, expiry: string) =>
      `id: ${id}, give: { points: 7 }, pending: { action: ${action} }, expiry: { after: ${expiry} }`;
    expect(lotsOf(waits('o', 'shipped', 'P1Y'), waits('p', 'shipped', 'P1Y'))).toEqual([20, 14]);
    expect(lotsOf(waits('o', 'shipped', 'P1Y'), waits('p', 'reviewed', 'P1Y'))).toEqual([20, 7, 7]);
    expect(lotsOf(waits('o', 'shipped', 'P1Y'), waits('p', 'shipped', 'P2Y'))).toEqual([20, 7, 7]);
  });

  it('where they are of another wallet, with the same terms', () => {
    const programme = parsed(`
id: cafe
name: Cafe
currency: EUR
timeZone: Europe/Berlin
wallets: { points: { earn: { points: 1, per: 1.00 } }, stamps: {} }
offers: [{ id: stamp, wallet: stamps, give: { points: 1 } }]
`);
    expect(evaluate(programme, 1, TEN).lots.map(({ wallet, points }) => [wallet, points])).toEqual([
      ['points', 20n],
      ['stamps', 1n],
    ]);
  });
});

describe('Points of a purchase that a person decides about first', () => {
  it('wait until then in each lot, but where they become available later, or wait for another action', () => {
    const heldUntil = TEN.occurredAt + 7 * 86_400_000;
    const programme = offersOf([
      'id: o, give: { points: 7 }, pending: P14D',
      'id: p, give: { points: 5 }, pending: { action: shipped }',
    ]);
    const terms = (standing: Standing) =>
      evaluate(programme, 1, TEN, standing).lots.map(({ points, availableAt, awaits }) => [
        Number(points),
        availableAt === null ? null : (availableAt - TEN.occurredAt) / 86_400_000,
        awaits?.action,
      ]);
    expect(terms(NO_STANDING)).toEqual([
      [20, 0, undefined],
      [7, 14, undefined],
      [5, null, 'shipped'],
    ]);
    expect(terms({ ...NO_STANDING, heldUntil })).toEqual([
      [20, 7, 'manual_review'],
      [7, 14, 'manual_review'],
      [5, null, 'shipped'],
    ]);
  });
});

describe('What is counted of a purchase', () => {
  it('is on the lines that carry something of it: one point of two lines is on the first', () => {
    const { counts } = evaluate(offersOf(['id: o, give: { points: 1 }, caps: { day: 5 }']), 1, TEN);
    expect(counts?.map(({ offer, lines }) => [offer, lines])).toEqual([['o', [{ line: '1', points: 1n }]]]);
  });

  it('is not spoken of where nothing is: neither counts nor purchases that wait', () => {
    const waits = evaluate(offersOf(['id: o, give: { points: 5, everyNth: 2, within: year }']), 1, TEN);
    expect(Object.keys(waits)).toEqual(['lots', 'explanation', 'visits']);
    const counted = evaluate(offersOf(['id: o, give: { points: 1 }, caps: { day: 5 }']), 1, TEN);
    expect(Object.keys(counted)).toEqual(['lots', 'explanation', 'counts']);
    expect(counted.explanation.map(({ qualifiedBy }) => qualifiedBy)).toEqual([undefined, undefined]);
    expect(Object.keys(evaluate(offersOf(['id: o, give: { points: 1 }']), 1, TEN))).toEqual(['lots', 'explanation']);
  });
});
