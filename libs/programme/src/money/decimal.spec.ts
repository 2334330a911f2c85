import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDecimal, formatShortest, parseDecimal } from './decimal.js';

describe('A decimal', () => {
  it.each([
    ['12.5', 2, 1250n],
    ['12.500', 2, 1250n],
    ['0', 2, 0n],
    ['-0.01', 2, -1n],
    ['007', 0, 7n],
    ['999999999999999.999999', 6, 999999999999999999999n],
  ])('%s with %i digits is %s', (text, scale, value) => {
    expect(parseDecimal(text, scale)).toBe(value);
  });

  it.each([
    ...['', ' ', '.5', '5.', '1e3', '+1', '1,00', '1_000', '0x10', 'NaN', '1.005', '١', '1 ', '1234567890123456'],
    ...['1.5x', '1.2.3', '1.50 ', `1.${'0'.repeat(19)}`],
  ])('is not what %j says', (text) => {
    expect(parseDecimal(text, 2)).toBeUndefined();
  });

  it('may have eighteen digits after its point, where those that are too many are zeros', () => {
    expect(parseDecimal(`1.5${'0'.repeat(17)}`, 2)).toBe(150n);
  });

  it('comes back from its text as it was', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
        fc.integer({ min: 0, max: 6 }),
        (value, scale) => {
          expect(parseDecimal(formatDecimal(value, scale), scale)).toBe(value);
          expect(parseDecimal(formatShortest(value, scale), scale)).toBe(value);
        },
      ),
    );
  });

  it('is written with all its digits, or as short as it can be', () => {
    expect(formatDecimal(5n, 2)).toBe('0.05');
    expect(formatDecimal(-1234n, 3)).toBe('-1.234');
    expect(formatDecimal(100n, 0)).toBe('100');
    expect([formatDecimal(-5n, 0), formatDecimal(0n, 0), formatDecimal(0n, 3)]).toEqual(['-5', '0', '0.000']);
    expect([formatDecimal(0n, 2), formatDecimal(10n, 2), formatDecimal(-9n, 2)]).toEqual(['0.00', '0.10', '-0.09']);
    expect(formatShortest(3_000_000n, 6)).toBe('3');
    expect(formatShortest(350_000n, 6)).toBe('0.35');
    expect(formatShortest(100n, 0)).toBe('100');
  });
});
