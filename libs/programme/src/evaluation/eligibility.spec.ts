import { describe, expect, it } from '@jest/globals';
import { parsed, programmeOf, purchaseOf, type LineOf } from '../programme.fixture.js';
import { eligible } from './eligibility.js';

function isEligible(earn: string, line: LineOf, { more = '', currency = 'EUR' } = {}): boolean {
  const [read] = purchaseOf({ currency, lines: [line] }).lines;
  return !!read && eligible(programmeOf({ earn, more }), read, currency);
}

describe('A line is eligible', () => {
  it('when it is goods or service, or of a kind that the programme names', () => {
    expect(isEligible('', { amount: '1' })).toBe(true);
    expect(isEligible('', { amount: '1', kind: 'service' })).toBe(true);
    for (const kind of ['delivery', 'fee', 'tip', 'deposit', 'gift_card'] as const) {
      expect(isEligible('', { amount: '1', kind })).toBe(false);
      expect(isEligible(`kinds: [${kind}]`, { amount: '1', kind })).toBe(true);
    }
    expect(isEligible('kinds: [tip]', { amount: '1' })).toBe(false);
  });

  it('unless it is excluded by SKU or category, by name or by pattern', () => {
    const earn = 'exclude: { skus: [POST, GIFT*], categories: [BOOKS, TOBACCO-*] }';
    expect(isEligible(earn, { amount: '1', sku: '71053' })).toBe(true);
    expect(isEligible(earn, { amount: '1', sku: 'POST' })).toBe(false);
    expect(isEligible(earn, { amount: '1', sku: 'GIFT-50' })).toBe(false);
    expect(isEligible(earn, { amount: '1', categories: ['TEA', 'BOOKS'] })).toBe(false);
    expect(isEligible(earn, { amount: '1', categories: ['TOBACCO-CIGARS'] })).toBe(false);
  });

  it('only when it is included, where the programme says what is', () => {
    const earn = 'include: { skus: ["#####*"], categories: [TEA] }, exclude: { skus: ["99999"] }';
    expect(isEligible(earn, { amount: '1', sku: '85123A' })).toBe(true);
    expect(isEligible(earn, { amount: '1', sku: 'POST' })).toBe(false);
    expect(isEligible(earn, { amount: '1', sku: 'POST', categories: ['TEA'] })).toBe(true);
    expect(isEligible(earn, { amount: '1', sku: '99999', categories: ['TEA'] })).toBe(false);
  });

  it('when one unit costs more than the programme asks, before its discount', () => {
    expect(isEligible('unitPriceAbove: 0.00', { amount: '0.01' })).toBe(true);
    expect(isEligible('unitPriceAbove: 0.00', { amount: '0.00' })).toBe(false);
    expect(isEligible('unitPriceAbove: 0.00', { amount: '0.00', discount: '5.00' })).toBe(true);
    expect(isEligible('unitPriceAbove: 2.00', { amount: '6.00', quantity: '3' })).toBe(false);
    expect(isEligible('unitPriceAbove: 2.00', { amount: '6.01', quantity: '3' })).toBe(true);
    expect(isEligible('unitPriceAbove: 2.00', { amount: '0.71', quantity: '0.350' })).toBe(true);
  });

  it('by its price in the main currency', () => {
    const more = 'otherCurrencies: { JPY: 0.0061 }';
    expect(isEligible('unitPriceAbove: 1.00', { amount: '163' }, { more, currency: 'JPY' })).toBe(false);
    expect(isEligible('unitPriceAbove: 1.00', { amount: '164' }, { more, currency: 'JPY' })).toBe(true);
  });

  it('never in a currency that the programme does not take', () => {
    expect(isEligible('', { amount: '1' }, { currency: 'SEK' })).toBe(false);
  });

  it('for the offers of a wallet that has no base rule, beside the base rule of another', () => {
    const programme = parsed(`
id: cafe
name: Cafe
currency: EUR
timeZone: Europe/Berlin
wallets: { points: { earn: { points: 1, per: 1.00, include: { categories: [CAKE] } } }, stamps: {} }
offers:
  - { id: coffee, wallet: stamps, give: { points: 1, perUnits: 1 }, lines: { include: { categories: [COFFEE] } } }
  - { id: tea, wallet: points, give: { points: 1 }, lines: { include: { categories: [TEA] } } }
`);
    const [coffee, cake, tea] = purchaseOf({
      lines: [['COFFEE'], ['CAKE'], ['TEA']].map((categories) => ({ amount: '1.00', categories })),
    }).lines.map((line) => eligible(programme, line, 'EUR'));
    expect([coffee, cake, tea]).toEqual([true, true, false]);
  });
});
