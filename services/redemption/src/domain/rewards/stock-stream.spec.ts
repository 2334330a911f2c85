import type { TakingEvent } from '@loyalty/contracts';
import { describe, expect, it } from '@jest/globals';
import { heldOf, lapsedOf, leftOf, type Stock, stockStream } from './stock-stream.js';

const reward = 'mug';
const taken = (redemption: string, lapsesAt: number | null): TakingEvent => ({
  type: 'RewardTaken',
  reward,
  redemption,
  member: 'mem_1',
  occurredAt: 1,
  lapsesAt,
});
const kept = (redemption: string): TakingEvent => ({ type: 'RewardKept', reward, redemption, occurredAt: 2 });
const back = (redemption: string, cause: 'voided' | 'lapsed' | 'refunded'): TakingEvent => ({
  type: 'RewardGivenBack',
  reward,
  redemption,
  cause,
  occurredAt: 3,
});
const supplied = (supply: number | null): TakingEvent => ({
  type: 'StockSupplied',
  programme: 'tea',
  reward,
  supply,
  actor: 'key_1',
  occurredAt: 0,
});
const after = (...events: readonly TakingEvent[]): Stock =>
  events.reduce((stock, event) => stockStream.evolve(stock, event), stockStream.initial(''));

describe('The stock of a reward', () => {
  it('is what there is in all, less what was kept and what is set aside', () => {
    const stock = after(supplied(5), taken('a', 100), taken('b', 200), taken('c', null), kept('b'));
    expect([leftOf(stock, 50), heldOf(stock, 50), stock.kept]).toEqual([2, 1, 2]);
  });

  it('is free again at the instant of a lapse, not before', () => {
    const stock = after(supplied(1), taken('a', 100));
    expect([leftOf(stock, 99), leftOf(stock, 100)]).toEqual([0, 1]);
    expect([lapsedOf(stock, 99), lapsedOf(stock, 100)]).toEqual([[], [['a', 100]]]);
  });

  it('comes back by a void, a lapse and a refund', () => {
    const stock = after(
      supplied(3),
      ...[taken('a', 9), taken('b', 9), taken('c', null)],
      ...[back('a', 'voided'), back('b', 'lapsed'), back('c', 'refunded')],
    );
    expect(stock).toEqual({ supply: 3, kept: 0, open: new Map() });
  });

  it('is never below none, also where its supply was made less than what was sold, and has no end where it has none', () => {
    expect(leftOf(after(supplied(3), taken('a', null), taken('b', null), supplied(1)), 0)).toBe(0);
    expect(leftOf(after(supplied(3), supplied(null)), 0)).toBeNull();
  });

  it('stops where one redemption takes two, keeps what it has not, or gives that back', () => {
    expect(() => after(taken('a', 9), taken('a', 9))).toThrow('twice');
    expect(() => after(kept('a'))).toThrow('nothing that it could keep');
    expect(() => after(back('a', 'voided'))).toThrow('nothing that it could keep or give back');
  });

  it('is the same from a snapshot', () => {
    const stock = after(supplied(5), taken('a', 100), taken('b', 200), taken('c', null));
    const { write, read } = stockStream.snapshot ?? {};
    expect(read?.(write?.(stock) ?? '')).toEqual(stock);
  });
});
