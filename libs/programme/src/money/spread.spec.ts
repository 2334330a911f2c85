import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spread } from './spread.js';

const naturals = fc.bigInt({ min: 0n, max: 10n ** 12n });

describe('Spreading points over lines', () => {
  it('gives 187 points as 125 and 62 to lines of 99.99 and 50.01', () => {
    expect(spread(187n, [9999n, 5001n])).toEqual([125n, 62n]);
  });

  it('gives what is left to the largest remainder, ties to the first line', () => {
    expect(spread(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n]);
    expect(spread(2n, [1n, 1n, 1n])).toEqual([1n, 1n, 0n]);
    expect(spread(1n, [3n, 3n, 4n])).toEqual([0n, 0n, 1n]);
    expect([spread(1n, [1n, 3n]), spread(1n, [3n, 1n]), spread(1n, [1n, 1n])]).toEqual([
      [0n, 1n],
      [1n, 0n],
      [1n, 0n],
    ]);
    // 5 ÷ 7, 10 ÷ 7 and 20 ÷ 7: two are left, and the largest remainders are 6 and 5.
    expect(spread(5n, [1n, 2n, 4n])).toEqual([1n, 1n, 3n]);
    expect(spread(2n, [1n, 2n, 3n, 4n])).toEqual([0n, 0n, 1n, 1n]);
  });

  it('gives nothing to a line without weight, and the same to all where none has any', () => {
    expect(spread(7n, [0n, 5n, 0n])).toEqual([0n, 7n, 0n]);
    expect(spread(3n, [0n, 0n])).toEqual([2n, 1n]);
    expect(spread(5n, [0n, 0n, 0n])).toEqual([2n, 2n, 1n]);
    expect(spread(0n, [0n, 0n])).toEqual([0n, 0n]);
    expect(spread(5n, [])).toEqual([]);
  });

  it('sums to the whole, and no line is a point away from its exact share', () => {
    fc.assert(
      fc.property(naturals, fc.array(naturals, { minLength: 1, maxLength: 40 }), (total, weights) => {
        const parts = spread(total, weights);
        const sum = weights.reduce((a, b) => a + b, 0n);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        if (sum === 0n) return;
        parts.forEach((part, index) => {
          const exact = total * (weights[index] ?? 0n);
          expect(part * sum > exact - sum && part * sum < exact + sum).toBe(true);
        });
      }),
    );
  });

  it('gives no line less than a lighter one', () => {
    fc.assert(
      fc.property(naturals, fc.array(naturals, { minLength: 2, maxLength: 10 }), (total, weights) => {
        const parts = spread(total, weights);
        for (const [a, heavy] of weights.entries())
          for (const [b, light] of weights.entries())
            if (heavy > light) expect(parts[a] ?? 0n).toBeGreaterThanOrEqual(parts[b] ?? 0n);
      }),
    );
  });
});
