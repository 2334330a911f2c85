import { describe, expect, it } from '@jest/globals';
import { divide } from './rounding.js';

describe('Rounding', () => {
  it.each([
    ['down', 7n, 2n, 3n],
    ['down', 8n, 2n, 4n],
    ['up', 7n, 2n, 4n],
    ['up', 8n, 2n, 4n],
    ['up', 0n, 3n, 0n],
    ['half-up', 7n, 2n, 4n],
    ['half-up', 10n, 3n, 3n],
    ['half-up', 11n, 3n, 4n],
    ['half-up', 49n, 100n, 0n],
  ] as const)('%s: %s ÷ %s is %s', (rounding, numerator, denominator, result) => {
    expect(divide(numerator, denominator, rounding)).toBe(result);
  });
});
