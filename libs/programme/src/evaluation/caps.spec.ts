import { describe, expect, it } from '@jest/globals';
import { purchaseOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { MemberFixture, at, offersOf, pointsByOffer, totalOf } from './offers.fixture.js';
import { NO_STANDING } from './standing.js';

const day = (text: string, amount = '400.00') => ({ occurredAt: at(text), lines: [{ amount }] });

describe('A cap', () => {
  it('trims and says so: 500 a day gives 400, then 100 of 400', () => {
    const member = new MemberFixture(
      offersOf(['id: none, give: { points: 1 }, only: { stores: [x] }'], { earn: 'caps: { day: 500 }' }),
    );
    expect(totalOf(member.buys(day('2026-03-05T09:00:00Z')))).toBe(400);
    const second = member.buys(day('2026-03-05T17:00:00Z'));
    expect(second.explanation).toMatchObject([
      { offer: 'base', points: 100n, trimmed: { points: 300n, by: '500 a day' } },
    ]);
    expect(second.lots).toMatchObject([{ points: 100n, lines: [{ line: '1', points: 100n }] }]);
    const third = member.buys(day('2026-03-05T18:00:00Z'));
    expect(third).toMatchObject({ lots: [], explanation: [{ points: 0n, trimmed: { points: 400n } }] });
    expect(totalOf(member.buys(day('2026-03-05T23:00:00Z')))).toBe(400);
  });

  it('counts the window in which the purchase happened, whenever it arrives', () => {
    const member = new MemberFixture(offersOf(['id: o, give: { points: 300 }, caps: { day: 500 }']));
    const given = (text: string) => pointsByOffer(member.buys(day(text, '1.00')))['o'];
    expect(
      ['2026-03-05T09:00:00Z', '2026-03-06T09:00:00Z', '2026-03-05T10:00:00Z', '2026-03-06T10:00:00Z'].map(given),
    ).toEqual([300, 300, 200, 200]);
  });

  it.each([
    ['week', ['2026-03-02T10:00:00Z', '2026-03-08T22:59:59Z', '2026-03-08T23:00:00Z'], [70, 30, 70]],
    ['month', ['2026-03-01T10:00:00Z', '2026-03-31T21:59:59Z', '2026-03-31T22:00:00Z'], [70, 30, 70]],
    ['year', ['2026-01-01T10:00:00Z', '2026-12-31T22:59:59Z', '2026-12-31T23:00:00Z'], [70, 30, 70]],
    ['member', ['2020-01-01T10:00:00Z', '2026-12-31T22:59:59Z', '2036-12-31T23:00:00Z'], [70, 30, 0]],
    ['purchase', ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'], [70, 70, 70]],
  ])('holds in one %s by the clocks of the programme', (by, instants, expected) => {
    const member = new MemberFixture(offersOf([`id: o, give: { points: 70 }, caps: { ${by}: 100 }`]));
    expect(instants.map((text) => pointsByOffer(member.buys(day(text)))['o'])).toEqual(expected);
  });

  it('is named by the tightest of several', () => {
    const programme = offersOf(['id: o, give: { points: 70 }, caps: { purchase: 50, day: 60, member: 60 }']);
    const member = new MemberFixture(programme);
    expect(member.buys(day('2026-03-05T09:00:00Z')).explanation[1]?.trimmed).toEqual({
      points: 20n,
      by: '50 a purchase',
    });
    expect(member.buys(day('2026-03-05T09:00:00Z')).explanation[1]?.trimmed).toEqual({ points: 60n, by: '60 a day' });
  });

  it('of a wallet holds for all that is earned in it, the base rule first', () => {
    const programme = offersOf(['id: two, give: { multiply: 2 }', 'id: visit, give: { points: 30 }'], {
      wallet: 'caps: { month: 250 }',
    });
    const member = new MemberFixture(programme);
    expect(pointsByOffer(member.buys(day('2026-03-05T09:00:00Z', '100.00')))).toEqual({
      base: 100,
      two: 100,
      visit: 30,
    });
    const second = member.buys(day('2026-03-06T09:00:00Z', '15.00'));
    expect(pointsByOffer(second)).toEqual({ base: 15, two: 5, visit: 0 });
    expect(second.explanation.map(({ trimmed }) => trimmed?.by)).toEqual([undefined, '250 a month', '250 a month']);
  });

  it('of a campaign is shared by its offers, within one purchase too', () => {
    const programme = offersOf(
      ['id: a, give: { points: 30 }, campaign: june', 'id: b, give: { points: 30 }, campaign: june'],
      { more: 'campaigns: { june: { caps: { member: 40 } } }' },
    );
    expect(pointsByOffer(new MemberFixture(programme).buys(day('2026-06-05T09:00:00Z', '1.00')))).toEqual({
      base: 1,
      a: 30,
      b: 10,
    });
  });

  it('on how often gives nothing once it is used up', () => {
    const member = new MemberFixture(offersOf(['id: visit, give: { points: 5 }, uses: { day: 2, member: 3 }']));
    const buys = (text: string) => member.buys(day(text, '1.00')).explanation[1];
    expect(buys('2026-03-05T09:00:00Z')).toMatchObject({ points: 5n });
    expect(buys('2026-03-05T10:00:00Z')).toMatchObject({ points: 5n });
    expect(buys('2026-03-05T11:00:00Z')).toMatchObject({ points: 0n, trimmed: { points: 5n, by: '2 times a day' } });
    expect(buys('2026-03-06T09:00:00Z')).toMatchObject({ points: 5n });
    expect(buys('2026-03-06T10:00:00Z')).toMatchObject({ points: 0n, trimmed: { by: '3 times a member' } });
  });

  it('of a purchase moves no counter, since it bounds no other purchase', () => {
    const programme = offersOf(['id: o, give: { points: 70 }, caps: { purchase: 50 }']);
    const evaluation = evaluate(programme, 1, purchaseOf({ lines: [{ amount: '80.00' }] }));
    expect(pointsByOffer(evaluation)).toEqual({ base: 80, o: 50 });
    expect(evaluation.counts).toBeUndefined();
  });

  it('on the base rule leaves multipliers what they act on', () => {
    const programme = offersOf(['id: two, give: { multiply: 2 }'], { earn: 'caps: { purchase: 50 }' });
    expect(pointsByOffer(evaluate(programme, 1, purchaseOf({ lines: [{ amount: '80.00' }] })))).toEqual({
      base: 50,
      two: 80,
    });
  });
});

describe('A budget', () => {
  const programme = offersOf(['id: o, give: { points: 70 }, budget: 1000']);
  const given = (spent: bigint) =>
    evaluate(programme, 1, purchaseOf({ lines: [{ amount: '1.00' }] }), {
      ...NO_STANDING,
      budgets: new Map([['budget/offer/o', spent]]),
    });

  it('is what all members together are given, and trims the last of them', () => {
    expect(given(0n).explanation[1]).toMatchObject({ points: 70n });
    expect(given(950n).explanation[1]).toMatchObject({ points: 50n, trimmed: { points: 20n, by: '1000 in all' } });
    expect(given(1000n).explanation[1]).toMatchObject({ points: 0n, trimmed: { points: 70n } });
  });

  it('that shrank in a later version gives nothing, and takes nothing back', () => {
    expect(given(1200n).explanation[1]).toMatchObject({ points: 0n, trimmed: { points: 70n } });
  });

  it('tells which counter it moves', () => {
    expect(given(950n).counts).toEqual([
      {
        offer: 'o',
        lot: 0,
        moves: [{ counter: 'budget/offer/o', window: 'ever', points: 50n }],
        qualifiedBy: [],
        lines: [{ line: '1', points: 50n }],
      },
    ]);
  });
});
