import { describe, expect, it } from '@jest/globals';
import { programmeOf } from '../programme.fixture.js';
import { needsOf, quoteNeedsOf } from './needs.js';
import { offersOf } from './offers.fixture.js';

const NOTHING = {
  counters: false,
  budgets: [],
  tier: false,
  segments: false,
  birthday: false,
  member: false,
  wallets: false,
  spend: false,
};

describe('What an evaluation must be brought', () => {
  it.each([
    ['id: o, give: { points: 5 }', false, []],
    ['id: o, give: { points: 5 }, caps: { purchase: 3 }', false, []],
    ['id: o, give: { points: 5 }, caps: { member: 30 }', true, []],
    ['id: o, give: { points: 5 }, uses: { year: 1 }', true, []],
    ['id: o, give: { points: 5, everyNth: 2, within: year }', true, []],
    ['id: o, give: { points: 5 }, budget: 100', false, ['budget/offer/o']],
  ])('by %s', (offer, counters, budgets) => {
    expect(needsOf(offersOf([offer]))).toEqual({ ...NOTHING, counters, budgets });
  });

  it.each([
    ['only: { tiers: [gold] }', { tier: true }],
    ['only: { segments: [young] }', { segments: true }],
    ['only: { birthday: week }', { birthday: true }],
    ["when: tier == 'none'", { tier: true }],
    ['when: member.birthdayDay', { birthday: true }],
    ['when: member.purchases == 0', { member: true }],
    ['when: wallets.points.balance >= 100', { wallets: true }],
    ['lines: { when: "line.amount >= 5 && wallets.points.balance > 0" }', { wallets: true }],
    ['when: purchase.total >= 5.00', {}],
  ])('by an offer that says %s', (asks, needs) => {
    expect(needsOf(offersOf([`id: o, give: { points: 5 }, ${asks}`]))).toEqual({ ...NOTHING, ...needs });
  });

  it.each([
    ["when: tier == 'none'", { tier: true }],
    ['when: "\'young\' in member.segments"', { segments: true }],
    ['when: member.birthdayDay', { birthday: true }],
    ['when: member.purchases == 0', { member: true }],
    ['when: wallets.points.balance >= 100', { wallets: true }],
    ['when: purchase.total >= 5.00', {}],
  ])('for a quote also by a discount that says %s, and by offers as ever', (asks, needs) => {
    const more = 'segments: { young: { when: member.known } }';
    const [offer, discount] = [
      `offers: [{ id: o, give: { points: 5 }, ${asks} }]`,
      `discounts: [{ id: d, percent: 5, ${asks} }]`,
    ];
    expect(quoteNeedsOf(programmeOf({ more: `${more}\n${discount}` }))).toEqual({ ...NOTHING, ...needs });
    expect(needsOf(programmeOf({ more: `${more}\n${discount}` }))).toEqual(NOTHING);
    expect(quoteNeedsOf(programmeOf({ more: `${more}\n${offer}` }))).toEqual({ ...NOTHING, ...needs });
  });

  it('by a condition that counts purchases', () => {
    const offers = [
      'id: o, give: { points: 5, everyNth: 2, within: year }',
      'id: p, give: { points: 5 }, when: counters.o.nth == 2',
    ];
    expect(needsOf(offersOf(offers))).toEqual({ ...NOTHING, counters: true });
  });

  it('is the tier where tiers multiply', () => {
    const more = 'tiers: { period: calendar_year, ladder: [{ id: a, name: A, benefits: { multiply: 2 } }] }';
    expect(needsOf(programmeOf({ more }))).toEqual({ ...NOTHING, tier: true });
    const without = 'tiers: { period: calendar_year, ladder: [{ id: a, name: A, benefits: { discount: 2 } }] }';
    expect(needsOf(programmeOf({ more: without }))).toEqual(NOTHING);
  });

  it('is nothing for a base rule alone, and counters where it or its wallet is bounded', () => {
    expect(needsOf(programmeOf())).toEqual(NOTHING);
    expect(needsOf(programmeOf({ earn: 'caps: { week: 10 }' })).counters).toBe(true);
    expect(needsOf(programmeOf({ wallet: 'caps: { year: 10 }' })).counters).toBe(true);
  });
});
