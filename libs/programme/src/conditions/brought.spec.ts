import { describe, expect, it } from '@jest/globals';
import { broughtFor, broughtForAll } from './brought.js';

describe('What somebody brings for a fact', () => {
  it.each([
    ['tier', 'tiers'],
    ['member.segments', 'segments'],
    ['member.birthdayWeek', 'birthday'],
    ['member.purchases', 'member'],
    ['history.spend', 'member'],
    ['wallets.points.balance', 'wallets'],
    ['counters.coffee.spend', 'counters'],
    ['purchase.total', undefined],
    ['line.amount', undefined],
  ])('%s: %s', (fact, brought) => {
    expect(broughtFor(fact)).toBe(brought);
  });

  it('is of several facts each of it once', () => {
    const facts = ['tier', 'line.amount', 'history.spend', 'member.purchases'];
    expect([...broughtForAll(facts)]).toEqual(['tiers', 'member']);
  });
});
