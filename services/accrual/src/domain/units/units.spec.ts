import { describe, expect, it } from '@jest/globals';
import { addReturned } from './given-back.js';
import { NOTHING_GIVEN_BACK, type GivenBack } from '../purchase-state.js';
import { takeMoney, takeRest, takeUnits, type LineLoad } from './units.js';

const UNIT = 1_000_000n;
const load = (points: bigint, quantity: bigint, amount = 9999n): LineLoad => ({
  line: '1',
  quantity,
  amount,
  lots: new Map([['lot_a', points]]),
});
const pointsOf = (line: { lots: readonly { points: bigint }[] }) => Number(line.lots[0]?.points);

describe('The units of a line', () => {
  it('carry 42, 42 and 41 of 125 points', () => {
    let before: GivenBack = NOTHING_GIVEN_BACK;
    const taken = [1, 2, 3].map(() => {
      const line = takeUnits(load(125n, 3n * UNIT), before, UNIT);
      before = addReturned(before, line);
      return [pointsOf(line), Number(line.amount)];
    });
    expect(taken).toEqual([
      [42, 3333],
      [42, 3333],
      [41, 3333],
    ]);
    expect(takeRest(load(125n, 3n * UNIT), before)).toBeUndefined();
  });

  it('cost the same to return whether a line has one or 80,000 of them', () => {
    const many = load(33_600n, 80_000n * UNIT);
    const half = takeUnits(many, undefined, 40_000n * UNIT);
    expect(pointsOf(half)).toBe(16_800);
    const rest = takeRest(many, addReturned(NOTHING_GIVEN_BACK, half));
    expect(rest && pointsOf(rest)).toBe(16_800);
  });

  it('share what is left when money alone went back between them', () => {
    const line = load(100n, 4n * UNIT, 10_000n);
    const one = addReturned(NOTHING_GIVEN_BACK, takeUnits(line, undefined, UNIT));
    const money = takeMoney(line, one, 3000n);
    expect([pointsOf(money), money.quantity, money.amount]).toEqual([30, 0n, 3000n]);
    const rest = addReturned(one, money);
    const units = takeUnits(line, rest, 2n * UNIT);
    expect([pointsOf(units), Number(units.amount)]).toEqual([30, 3000]);
    expect(takeRest(line, addReturned(rest, units))).toMatchObject({
      quantity: UNIT,
      amount: 1500n,
      lots: [{ points: 15n }],
    });
  });

  it('take no points twice when all money and then all units come back', () => {
    const line = load(7n, 3n * UNIT, 100n);
    const money = takeMoney(line, undefined, 100n);
    expect(pointsOf(money)).toBe(7);
    const units = takeUnits(line, addReturned(NOTHING_GIVEN_BACK, money), 3n * UNIT);
    expect([pointsOf(units), units.amount]).toEqual([0, 0n]);
  });
});
