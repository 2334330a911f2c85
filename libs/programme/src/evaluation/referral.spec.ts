import { describe, expect, it } from '@jest/globals';
import { programmeOf, purchaseOf, type PurchaseOf } from '../programme.fixture.js';
import { applyChange, counted } from './counters.js';
import { at } from './offers.fixture.js';
import { evaluateReferral, stillQualifies, type ReferredPurchase } from './referral.js';
import { NO_COUNTERS, NO_STANDING } from './standing.js';

const SHOP = programmeOf({
  earn: 'exclude: { categories: [BOOKS] }',
  more: `partners: [bank]
referral:
  inviter: { points: 500, uses: { month: 2 }, partner: bank, expiry: { after: P30D } }
  friend: { points: 200, text: { en: Welcome, ru: Добро пожаловать } }
  qualifies: { spentAtLeast: 30.00, within: P30D }`,
});

const STANDINGS = { inviter: NO_STANDING, friend: NO_STANDING };

function referred(purchase: Partial<PurchaseOf>, more: Partial<ReferredPurchase> = {}): ReferredPurchase {
  return {
    id: 'pur_1',
    purchase: purchaseOf({ occurredAt: at('2026-06-05T10:00:00Z'), lines: [{ amount: '30.00' }], ...purchase }),
    joinedAt: at('2026-06-01T10:00:00Z'),
    keptBefore: 0,
    ...more,
  };
}

describe('A referral', () => {
  it('gives to both for the first purchase of a friend, by the terms of each, and names what qualified it', () => {
    const result = evaluateReferral(SHOP, 3, referred({}), STANDINGS);
    expect(result).toMatchObject({
      qualifies: true,
      inviter: {
        lots: [{ wallet: 'points', points: 500n, partner: 'bank', expiresAt: at('2026-07-05T10:00:00Z'), lines: [] }],
        explanation: [
          {
            offer: 'referral-inviter',
            version: 3,
            points: 500n,
            qualifiedBy: ['pur_1'],
            text: '500 points for the first purchase of a friend',
          },
        ],
        counts: [{ offer: 'referral-inviter', moves: [{ window: '2026-06', points: 1n }] }],
      },
      friend: {
        lots: [{ points: 200n, expiresAt: null }],
        explanation: [{ offer: 'referral-friend', qualifiedBy: ['pur_1'], text: 'Welcome' }],
      },
    });
    expect(SHOP.referral?.friend?.texts).toEqual({ en: 'Welcome', ru: 'Добро пожаловать' });
  });

  it.each([
    [{}, { keptBefore: 1 }, ['first', '1 purchases before it', 'none before it']],
    [
      { occurredAt: at('2026-07-01T10:00:00Z') },
      {},
      ['within', '2026-07-01T10:00:00.000Z, joined 2026-06-01T10:00:00.000Z', 'within P30D of joining'],
    ],
    [{ lines: [{ amount: '29.99' }] }, {}, ['spentAtLeast', '29.99 EUR', 'at least 30.00 EUR']],
    [
      { lines: [{ amount: '29.99' }, { amount: '9.00', categories: ['BOOKS'] }] },
      {},
      ['spentAtLeast', '29.99 EUR', 'at least 30.00 EUR'],
    ],
    [
      { lines: [{ amount: '40.00' }], payments: [{ kind: 'points' as const, amount: '10.01' }] },
      {},
      ['spentAtLeast', '29.99 EUR', 'at least 30.00 EUR'],
    ],
  ])('is qualified by no other purchase, and says why: %j', (purchase, more, [condition, found, needed]) => {
    const result = evaluateReferral(SHOP, 1, referred(purchase, more), STANDINGS);
    expect(result).toEqual({ qualifies: false, condition, found, needed });
  });

  it('holds until the last instant before its end', () => {
    const last = { occurredAt: at('2026-07-01T10:00:00Z') - 1 };
    expect(evaluateReferral(SHOP, 1, referred(last), STANDINGS)).toMatchObject({ qualifies: true });
  });

  it('is bounded for the one who invites, and the friend gets theirs nevertheless', () => {
    let inviter = NO_STANDING;
    const given = [1, 2, 3].map((nth) => {
      const result = evaluateReferral(SHOP, 1, referred({}, { id: `pur_${nth}` }), { inviter, friend: NO_STANDING });
      if (!result?.qualifies || !result.inviter) throw new Error('It qualifies.');
      const change = counted(result.inviter, { purchase: `pur_${nth}`, at: 0 });
      inviter = { ...inviter, counters: applyChange(inviter.counters, change) };
      return [result.inviter, result.friend].map((each) => each?.lots.reduce((sum, { points }) => sum + points, 0n));
    });
    expect(given).toEqual([
      [500n, 200n],
      [500n, 200n],
      [0n, 200n],
    ]);
    expect(inviter.counters).not.toEqual(NO_COUNTERS);
  });

  it('goes back whole once what is kept no longer qualifies', () => {
    const kept = (amount: string) => stillQualifies(SHOP, purchaseOf({ lines: [{ amount }] }));
    expect([kept('30.00'), kept('29.99'), kept('0.00')]).toEqual([true, false, false]);
  });

  it('without a sum needs something that was paid', () => {
    const any = programmeOf({ more: 'referral: { inviter: { points: 5 } }' });
    const result = (amount: string) => evaluateReferral(any, 1, referred({ lines: [{ amount }] }), STANDINGS);
    expect(result('0.01')).toMatchObject({ qualifies: true, inviter: { lots: [{ points: 5n }] }, friend: null });
    expect(result('0.00')).toMatchObject({
      condition: 'spentAtLeast',
      found: '0.00 EUR',
      needed: 'more than 0.00 EUR',
    });
  });

  it('is none where the programme declares none', () => {
    expect(evaluateReferral(programmeOf(), 1, referred({}), STANDINGS)).toBeUndefined();
    expect(stillQualifies(programmeOf(), purchaseOf({ lines: [{ amount: '99.00' }] }))).toBe(false);
  });
});

describe('The bounds of a referral', () => {
  it('count the day that it is at the store', () => {
    const programme = programmeOf({
      more: `stores: { lisbon-1: { timeZone: Europe/Lisbon } }
referral: { inviter: { points: 500, caps: { day: 600 } } }`,
    });
    const daysOf = (more: Partial<PurchaseOf>) => {
      const result = evaluateReferral(
        programme,
        1,
        referred({ occurredAt: at('2026-01-05T23:30:00Z'), ...more }),
        STANDINGS,
      );
      return result?.qualifies && result.inviter?.counts?.flatMap(({ moves }) => moves.map(({ window }) => window));
    };
    expect([daysOf({}), daysOf({ store: 'lisbon-1' })]).toEqual([['2026-01-06'], ['2026-01-05']]);
  });
});
