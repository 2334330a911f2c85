import { describe, expect, it } from '@jest/globals';
import {
  type LineShare,
  divide,
  lineShare,
  pointsLeft,
  pointsOfFirst,
  pointsOfUnits,
  returnMoney,
  returnUnits,
} from './allocation.js';

const unit = 1_000_000n;

function line(points: bigint, { units, amount = 0n }: { units: bigint; amount?: bigint }): LineShare {
  return lineShare({ points, quantity: units * unit, amount });
}

/** What each of several Returns takes, one after the other. */
function taken(share: LineShare, quantities: readonly bigint[]): bigint[] {
  let left = share;
  return quantities.map((quantity) => {
    const back = returnUnits(left, quantity);
    left = back.share;
    return back.points;
  });
}

describe('Allocation of points to lines', () => {
  it('goes by exact shares, and the odd point to the largest remainder: 187 over 99.99 and 50.01', () => {
    expect(divide(187n, [9_999n, 5_001n])).toEqual([125n, 62n]);
  });

  it('gives ties to the first lines', () => {
    expect(divide(5n, [1n, 1n, 1n])).toEqual([2n, 2n, 1n]);
    expect(divide(1n, [1n, 1n])).toEqual([1n, 0n]);
    expect(divide(2n, [2n, 1n, 1n, 2n])).toEqual([1n, 0n, 0n, 1n]);
  });

  it('gives a line the odd point by its remainder, wherever it stands', () => {
    expect(divide(10n, [34n, 33n, 33n])).toEqual([4n, 3n, 3n]);
    expect(divide(10n, [33n, 33n, 34n])).toEqual([3n, 3n, 4n]);
    expect(divide(1n, [1n, 8n, 2n])).toEqual([0n, 1n, 0n]);
    expect(divide(2n, [6n, 5n])).toEqual([1n, 1n]);
  });

  it('always gives away the whole, however many lines', () => {
    for (let whole = 0n; whole <= 40n; whole += 1n) {
      const shares = divide(whole, [7n, 0n, 13n, 1n, 1n, 19n]);
      expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(whole);
      expect(shares[1]).toBe(0n);
    }
  });

  it('gives nothing to lines that weigh nothing, and to no lines at all', () => {
    expect(divide(10n, [0n, 0n])).toEqual([0n, 0n]);
    expect(divide(10n, [])).toEqual([]);
  });
});

describe('Allocation of points to units', () => {
  it('makes partial Returns of three take 42, 42 and 41, and of one 62', () => {
    expect(taken(line(125n, { units: 3n }), [unit, unit, unit])).toEqual([42n, 42n, 41n]);
    expect(taken(line(62n, { units: 1n }), [unit])).toEqual([62n]);
  });

  it('refuses a fourth unit of three, and says how many are left', () => {
    const { share } = returnUnits(line(125n, { units: 3n }), 2n * unit);
    expect(() => returnUnits(share, 2n * unit)).toThrow(
      new RangeError('2000000 millionths cannot be returned: 1000000 are left'),
    );
    expect(() => returnUnits(share, -1n)).toThrow(RangeError);
  });

  it('treats weighed goods alike: of 0.350 kg with 10 points 0.200 take 6, then 0.150 take 4', () => {
    const weighed = lineShare({ points: 10n, quantity: 350_000n, amount: 700n });
    expect(taken(weighed, [200_000n, 150_000n])).toEqual([6n, 4n]);
  });

  it('lets every unit carry something while points last: 1,440 units of 0.42', () => {
    const many = line(604n, { units: 1_440n });
    expect(taken(many, [unit])).toEqual([1n]);
    expect(pointsOfFirst(1_440n * unit, many)).toBe(604n);
  });

  it('counts a line of 80,000 units in closed form, and its Returns sum to what was earned', () => {
    const many = line(33_333n, { units: 80_000n });
    expect(pointsOfUnits({ from: 0n, to: 40_000n * unit }, many)).toBe(16_667n);
    expect(pointsOfUnits({ from: 40_000n * unit, to: 80_000n * unit }, many)).toBe(16_666n);

    let left = many;
    let sum = 0n;
    for (const units of [1n, 1n, 1n, 77n, 7_920n, 72_000n]) {
      const back = returnUnits(left, units * unit);
      left = back.share;
      sum += back.points;
    }
    expect(sum).toBe(33_333n);
    expect(pointsLeft(left)).toBe(0n);
  });

  it('sums to what was earned, in whatever portions it comes back', () => {
    for (const portions of [[1n, 2n, 4n], [4n, 2n, 1n], [7n], [3n, 0n, 4n]]) {
      const back = taken(
        line(100n, { units: 7n }),
        portions.map((count) => count * unit),
      );
      expect(back.reduce((sum, points) => sum + points, 0n)).toBe(100n);
    }
  });

  it('carries nothing where nothing was bought', () => {
    expect(pointsOfFirst(unit, { points: 10n, quantity: 0n })).toBe(0n);
    expect(returnUnits(line(10n, { units: 0n }), 0n).points).toBe(0n);
  });

  it('says what is left', () => {
    const share = line(125n, { units: 3n });
    expect(pointsLeft(share)).toBe(125n);
    expect(pointsLeft(returnUnits(share, unit).share)).toBe(83n);
  });
});

describe('Money given back without units', () => {
  const sold = line(100n, { units: 3n, amount: 10_000n });

  it('takes its share of the points, begun points whole', () => {
    expect(returnMoney(sold, 2_500n).points).toBe(25n);
    expect(returnMoney(sold, 1n).points).toBe(1n);
  });

  it('sums exactly, however often it is given', () => {
    const one = returnMoney(sold, 50n);
    const two = returnMoney(one.share, 50n);
    const rest = returnMoney(two.share, 9_900n);
    expect([one.points, two.points, rest.points]).toEqual([1n, 0n, 99n]);
  });

  it('leaves the rest to the units that are left, counted anew', () => {
    const { points, share } = returnMoney(sold, 2_500n);
    expect(points).toBe(25n);
    expect(taken(share, [unit, unit, unit])).toEqual([25n, 25n, 25n]);
  });

  it('may come between units: one unit, then half the money, then the others', () => {
    const first = returnUnits(sold, unit);
    const money = returnMoney(first.share, 5_000n);
    expect([first.points, money.points]).toEqual([34n, 50n]);
    expect(taken(money.share, [unit, unit])).toEqual([8n, 8n]);
    expect(() => returnUnits(money.share, 3n * unit)).toThrow('2000000 are left');
  });

  it('takes no more than the line still carries', () => {
    const two = returnUnits(sold, 2n * unit);
    const money = returnMoney(two.share, 9_000n);
    expect([two.points, money.points]).toEqual([67n, 33n]);
    expect(returnUnits(money.share, unit).points).toBe(0n);
  });

  it('refuses more money than was paid, and says what is left', () => {
    const { share } = returnMoney(sold, 9_000n);
    expect(() => returnMoney(share, 1_001n)).toThrow(new RangeError('1001 cannot be given back: 1000 are left'));
    expect(() => returnMoney(share, -1n)).toThrow(RangeError);
    expect(returnMoney(share, 1_000n).points).toBe(10n);
  });

  it('takes nothing of a line that cost nothing', () => {
    expect(returnMoney(line(10n, { units: 1n }), 0n).points).toBe(0n);
  });
});
