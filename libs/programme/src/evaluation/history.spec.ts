import { describe, expect, it } from '@jest/globals';
import { programmeOf } from '../programme.fixture.js';
import { historyOf, type KeptPurchase } from './history.js';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-06-01T12:00:00Z');
const euros = (cents: bigint) => cents * 10n ** 10n;

function bought(daysAgo: number, cents: bigint, more: Partial<KeptPurchase> = {}): KeptPurchase {
  const lines = [{ amount: cents, eligible: true, categories: ['TEA'] }];
  return { occurredAt: NOW - daysAgo * DAY_MS, currency: 'EUR', lines, ...more };
}

const history = (...purchases: readonly KeptPurchase[]) => historyOf(programmeOf(), purchases, NOW);

describe('What a member has done', () => {
  it('is nothing of who has never bought: when that was is unknown', () => {
    expect(history()).toEqual({
      purchases: 0,
      purchasesIn90Days: 0,
      purchasesIn365Days: 0,
      spend: 0n,
      spendIn90Days: 0n,
      spendIn365Days: 0n,
      categories: [],
      stores: [],
    });
  });

  it('counts by periods that end now, each as long as it says', () => {
    const all = history(bought(89.9, 100n), bought(90, 20n), bought(364.9, 3n), bought(365, 4n));
    expect(all).toMatchObject({ purchases: 4, purchasesIn90Days: 1, purchasesIn365Days: 3 });
    expect([all.spend, all.spendIn90Days, all.spendIn365Days]).toEqual([euros(127n), euros(100n), euros(123n)]);
  });

  it('names each store once, and none where it is not known', () => {
    const all = history(bought(1, 1n, { store: 'a' }), bought(2, 1n), bought(3, 1n, { store: 'a' }));
    expect(all.stores).toEqual(['a']);
  });

  it('counts whole days since the last purchase, in whatever order they came', () => {
    expect(history(bought(3.9, 1n), bought(40, 1n))).toMatchObject({ daysSincePurchase: 3 });
    expect(history(bought(0, 1n))).toMatchObject({ daysSincePurchase: 0 });
  });

  it('leaves out what was given back, and what has not happened yet', () => {
    expect(history(bought(1, 5n, { lines: [] }), bought(-1, 5n))).toEqual(history());
  });

  it('knows categories and stores of a year, and counts as spent only what earns', () => {
    const card = { amount: 50_00n, eligible: false, categories: ['GIFT'] };
    const found = history(bought(1, 5n, { store: 'oslo', lines: [card] }), bought(400, 7n, { store: 'rome' }));
    expect(found).toMatchObject({ purchases: 2, spend: euros(7n), categories: ['GIFT'], stores: ['oslo'] });
  });

  it('has no price for money that the programme does not take', () => {
    expect(history(bought(1, 5n, { currency: 'XTS' }))).toMatchObject({ purchases: 1, spend: 0n });
  });
});
