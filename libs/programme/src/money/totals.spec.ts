import { describe, expect, it } from '@jest/globals';
import { purchaseOf } from '../programme.fixture.js';
import { checkSums, sumLines } from './totals.js';

const basket = purchaseOf({
  lines: [
    { amount: '99.99', tax: '15.96' },
    { amount: '50.01', tax: '7.98' },
  ],
});

describe('The sums of a purchase', () => {
  it('add the tax where prices do not contain it', () => {
    expect(sumLines(basket.lines, true)).toBe(15000n);
    expect(sumLines(basket.lines, false)).toBe(17394n);
  });

  it('agree where total and payments say the same as the lines', () => {
    const payments = [{ kind: 'card', amount: 10000n } as const, { kind: 'points', amount: 5000n } as const];
    expect(checkSums({ ...basket, payments }, 15000n)).toEqual([]);
    expect(checkSums(basket, undefined)).toEqual([]);
  });

  it('are refused where the total is not that of the lines, with both numbers', () => {
    expect(checkSums(basket, 14999n)).toEqual([
      { pointer: '/total', code: 'total_does_not_match_lines', expected: '150.00', found: '149.99' },
    ]);
  });

  it('are refused where the payments are not the total', () => {
    expect(checkSums({ ...basket, payments: [{ kind: 'cash', amount: 15001n }] }, undefined)).toEqual([
      { pointer: '/payments', code: 'payments_do_not_match_total', expected: '150.00', found: '150.01' },
    ]);
  });

  it('may have a line that costs nothing', () => {
    const gift = purchaseOf({ lines: [{ amount: '0.00' }, { amount: '5.00' }] });
    expect(checkSums(gift, 500n)).toEqual([]);
  });

  it('are refused where a discount is greater than its line', () => {
    const [line, other] = basket.lines;
    const lines = line && other ? [other, { ...line, amount: -1n }] : [];
    expect(checkSums({ ...basket, lines }, undefined)).toEqual([
      { pointer: '/lines/1', code: 'amount_below_zero', expected: 'an amount of at least 0', found: '-0.01' },
    ]);
  });
});
