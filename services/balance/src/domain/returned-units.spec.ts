import { describe, expect, it } from '@jest/globals';
import { returnedUnits } from './returned-units.js';

describe('What a return gave back', () => {
  const units = (purchase: string, line: string, quantity: bigint) => ({
    purchase,
    line,
    quantity: quantity * 1_000_000n,
    amount: 1000n,
    currency: 'EUR',
    points: [],
  });

  it('is told by line, in units', () => {
    expect(returnedUnits([units('pur_1', '1', 2n), units('pur_1', '2', 1n)], 'pur_1')).toBe('2 of line 1, 1 of line 2');
  });

  it('is told for the purchase in question alone', () => {
    expect(returnedUnits([units('pur_1', '1', 2n), units('pur_2', '7', 1n)], 'pur_2')).toBe('1 of line 7');
  });

  it('is told in money where only money went back', () => {
    expect(returnedUnits([units('pur_1', '1', 0n)], 'pur_1')).toBe('10.00 EUR of line 1');
  });

  it('is a bonus where neither units nor money of that purchase came back', () => {
    expect(returnedUnits([{ ...units('pur_3', '1', 0n), amount: 0n }], 'pur_3')).toBe('a bonus of line 1');
  });
});
