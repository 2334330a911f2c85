import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDecimal } from '../money/decimal.js';
import { conditionOf, money } from './conditions.fixture.js';

describe('Money in a condition', () => {
  it.each([
    // Each of these is decided the other way by binary floating point.
    ['purchase.total + 0.20 == 0.30', '0.10'],
    ['purchase.total * 3 == 3.30', '1.10'],
    ['purchase.total * 100 == 115.00', '1.15'],
    ['!(purchase.total * 1.1 > 1.21)', '1.10'],
    ['purchase.total - 0.01 == 900719925474099.98', '900719925474099.99'],
    ['0.1 + 0.2 == 0.3 && purchase.total > 0', '1.00'],
    ['purchase.total >= 999999999999999.01', '999999999999999.01'],
    ['!(purchase.total > 999999999999999.00)', '999999999999999.00'],
  ])('is exact: %s for %s', (source, total) => {
    expect(conditionOf(source).holds({ purchase: { total: money(total) } })).toBe(true);
  });

  it('of a line that costs 9.995 is not more than 19.99 when it is doubled', () => {
    const condition = conditionOf('line.amount * 2 > 19.99', 'line');
    expect(condition.holds({ line: { amount: money('9.995') } })).toBe(false);
    expect(condition.holds({ line: { amount: money('9.995000000001') } })).toBe(true);
  });

  it('is compared as whole cents would be, whatever the cents', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 15n });
    fc.assert(
      fc.property(
        cents,
        fc.oneof(cents, fc.constantFrom(-1n, 0n, 1n)),
        fc.integer({ min: 1, max: 9 }),
        (total, other, times) => {
          const bound = other < 10n ? total * BigInt(times) + other : other;
          fc.pre(bound >= 0n && bound < 10n ** 17n);
          const facts = { purchase: { total: total * 10n ** 10n } };
          const written = formatDecimal(bound, 2);
          const compared = (['<', '<=', '==', '>=', '>', '!='] as const).filter((relation) =>
            conditionOf(`purchase.total * ${times} ${relation} ${written}`).holds(facts),
          );
          const product = total * BigInt(times);
          expect(compared).toEqual(
            product < bound ? ['<', '<=', '!='] : product > bound ? ['>=', '>', '!='] : ['<=', '==', '>='],
          );
        },
      ),
    );
  });
});
