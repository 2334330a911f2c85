import { describe, expect, it } from '@jest/globals';
import { toldWallets } from './wallet-answer.js';

describe('The wallets that are told', () => {
  it('are those of the programme in its order, then others by name', () => {
    const books = new Map([
      ['stamps', [3n, 0n, 0n, 0n]],
      ['old-miles', [7n, 0n, 0n, 0n]],
      ['cashback', [1n, 0n, 0n, 0n]],
    ] as const);
    expect(toldWallets(books, ['points', 'stamps']).map(({ wallet, available }) => [wallet, available])).toEqual([
      ['points', 0n],
      ['stamps', 3n],
      ['cashback', 1n],
      ['old-miles', 7n],
    ]);
  });
});
