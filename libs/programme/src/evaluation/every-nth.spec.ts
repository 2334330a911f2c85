import { describe, expect, it } from '@jest/globals';
import { purchaseOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { MemberFixture, at, offersOf, pointsByOffer } from './offers.fixture.js';

const THIRD = 'id: third, give: { points: 50, everyNth: 3, within: P30D }';
const on = (text: string, amount = '10.00') => ({ occurredAt: at(`${text}T10:00:00Z`), lines: [{ amount }] });

function bonuses(offer: string, days: readonly string[], amount?: string) {
  const member = new MemberFixture(offersOf([offer]));
  return days.map((day) => pointsByOffer(member.buys(on(day, amount)))['third'] ?? 0);
}

describe('Every n-th purchase', () => {
  it('gives its bonus twice in six, since purchases that counted do not count again', () => {
    const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'];
    expect(bonuses(THIRD, days)).toEqual([0, 0, 50, 0, 0, 50]);
  });

  it('counts those of the period alone: the first is over when the third comes', () => {
    expect(bonuses(THIRD, ['2026-03-01', '2026-03-20', '2026-03-31', '2026-04-01'])).toEqual([0, 0, 0, 50]);
    expect(bonuses(THIRD, ['2026-03-01', '2026-03-20', '2026-03-30'])).toEqual([0, 0, 50]);
    // To the second 30 days later: that instant belongs to what follows.
    expect(bonuses(THIRD, ['2026-01-01', '2026-01-20', '2026-01-31'])).toEqual([0, 0, 0]);
  });

  it('counts calendar months where it says month', () => {
    const monthly = THIRD.replace('P30D', 'month');
    expect(bonuses(monthly, ['2026-03-30', '2026-03-31', '2026-04-01', '2026-04-02', '2026-04-30'])).toEqual([
      0, 0, 0, 0, 50,
    ]);
  });

  it('counts the days of the store, whose clocks are not those of the programme', () => {
    const twice = 'id: second, give: { points: 9, everyNth: 2, within: day }';
    const programme = offersOf([twice], { more: 'stores: { lisbon-1: { timeZone: Europe/Lisbon } }' });
    const member = new MemberFixture(programme);
    const late = { ...on('2026-03-05'), occurredAt: at('2026-03-05T23:30:00Z') };
    member.buys(on('2026-03-05'));
    // Half past midnight in Berlin, half past eleven of the same day in Lisbon.
    const there = { ...late, store: 'lisbon-1' };
    const asAtFirst = evaluate(programme, 1, purchaseOf(there), { ...member.standing, periodsOf: 'programme' });
    expect(pointsByOffer(asAtFirst)).toEqual({ base: 10 });
    expect(pointsByOffer(member.buys(there))).toEqual({ base: 10, second: 9 });
    member.buys(on('2026-03-05'));
    expect(pointsByOffer(member.buys(late))).toEqual({ base: 10 });
  });

  it('names the purchases that qualified it, the earliest first', () => {
    const member = new MemberFixture(offersOf([THIRD]));
    for (const day of ['2026-03-10', '2026-03-05']) member.buys(on(day));
    const { explanation, counts, visits } = member.buys(on('2026-03-12'));
    expect(explanation[1]).toMatchObject({
      offer: 'third',
      qualifiedBy: ['pur_2', 'pur_1'],
      text: '50 points for every 3rd purchase within P30D',
    });
    expect(counts).toMatchObject([
      { offer: 'third', lot: 0, moves: [], qualifiedBy: [{ purchase: 'pur_2' }, { purchase: 'pur_1' }] },
    ]);
    expect(visits).toEqual([{ offer: 'third', lines: ['1'] }]);
    expect(member.standing.counters.visits.get('third')).toEqual([]);
  });

  it('does not count what had not happened yet when a late purchase happened', () => {
    expect(bonuses(THIRD, ['2026-03-20', '2026-03-21', '2026-03-01', '2026-03-22'])).toEqual([0, 0, 0, 50]);
  });

  it('counts purchases of the sum that it asks for', () => {
    const large = THIRD.replace('within', 'spentAtLeast: 20.00, within');
    expect(bonuses(large, ['2026-03-01', '2026-03-02', '2026-03-03'], '19.99')).toEqual([0, 0, 0]);
    expect(bonuses(large, ['2026-03-01', '2026-03-02', '2026-03-03'], '20.00')).toEqual([0, 0, 50]);
  });

  it('counts a purchase that another offer of its group outdid', () => {
    const programme = offersOf([
      `${THIRD}, group: g`,
      'id: best, group: g, give: { points: 60 }, only: { stores: [x] }',
    ]);
    const member = new MemberFixture(programme);
    member.buys(on('2026-03-01'));
    member.buys(on('2026-03-02'));
    expect(pointsByOffer(member.buys({ ...on('2026-03-03'), store: 'x' }))).toEqual({ base: 10, best: 60 });
    expect(pointsByOffer(member.buys(on('2026-03-04')))).toEqual({ base: 10, third: 50 });
    expect(member.standing.counters.visits.get('third')).toMatchObject([{ purchase: 'pur_3' }]);
  });
});
