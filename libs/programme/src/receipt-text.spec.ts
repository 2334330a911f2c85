import { describe, expect, it } from '@jest/globals';
import { programmeOf } from './programme.fixture.js';
import { receiptText } from './receipt-text.js';

const says = (points: bigint, available: bigint) =>
  receiptText(programmeOf(), [{ wallet: 'points', points, available }]);

describe('A receipt', () => {
  it('says what was earned and what there is', () => {
    expect(says(187n, 1230n)).toEqual(['You earned 187 points. You have 1230.']);
    expect(says(1n, 1n)).toEqual(['You earned 1 point. You have 1.']);
    expect(says(0n, 5n)).toEqual(['You earned 0 points. You have 5.']);
  });

  it('says what was taken back', () => {
    expect(says(-42n, 145n)).toEqual(['42 points were taken back. You have 145.']);
    expect(says(-1n, -30n)).toEqual(['1 point was taken back. You have -30.']);
  });

  it('says nothing of a wallet that the programme does not have', () => {
    expect(receiptText(programmeOf(), [{ wallet: 'miles', points: 1n, available: 1n }])).toEqual([]);
  });
});
