import { describe, expect, it } from '@jest/globals';
import { parsed, purchaseOf } from '../programme.fixture.js';
import { conditionOf, money, quantity } from './conditions.fixture.js';
import { moneyFacts, purchaseFacts } from './index.js';

const programme = parsed(`
id: shop
name: Shop
currency: EUR
otherCurrencies: { CHF: 1.052631, JPY: 0.006103, BHD: 2.451 }
timeZone: Europe/Berlin
wallets: { points: { earn: { points: 1, per: 1.00 } } }
`);

const friday = { year: 2026, month: 11, day: 7, dayOfWeek: 6, hour: 9, minute: 5 };
const purchase = purchaseOf({
  store: 'berlin-1',
  lines: [
    { amount: '4.20', quantity: '0.350', categories: ['TEA'], gtin: '40123455' },
    { amount: '37.90', quantity: '2', discount: '2.10', tax: '5.00' },
  ],
  payments: [
    { kind: 'card', amount: '40.00' },
    { kind: 'points', amount: '2.10' },
  ],
});

describe('The facts of a purchase', () => {
  it('are what the till sent, exactly', () => {
    expect({ ...purchaseFacts(purchase, programme, () => friday) }).toEqual({
      total: money('42.10'),
      currency: 'EUR',
      store: 'berlin-1',
      channel: undefined,
      units: quantity('2.35'),
      paidWith: ['card', 'points'],
      date: '2026-11-07',
      time: '09:05',
      dayOfWeek: 'saturday',
      month: 11,
      day: 7,
      hour: 9,
      minute: 5,
      lines: [
        {
          sku: 'SKU-1',
          gtin: '40123455',
          categories: ['TEA'],
          kind: 'goods',
          quantity: quantity('0.35'),
          amount: money('4.20'),
          discount: 0n,
          unitPrice: money('12'),
        },
        {
          sku: 'SKU-2',
          gtin: undefined,
          categories: [],
          kind: 'goods',
          quantity: quantity('2'),
          amount: money('37.90'),
          discount: money('2.10'),
          unitPrice: money('20'),
        },
      ],
    });
  });

  it('contain the tax where prices do not', () => {
    expect(purchaseFacts({ ...purchase, taxIncluded: false }, programme, () => friday).total).toBe(money('47.10'));
  });

  it('ask the calendar only when a condition does, and once', () => {
    let asked = 0;
    const localTime = () => {
      asked += 1;
      return friday;
    };
    const lazy = { purchase: purchaseFacts(purchase, programme, localTime) };
    expect(conditionOf('purchase.total > 42 && size(purchase.lines) == 2').holds(lazy)).toBe(true);
    expect(asked).toBe(0);
    expect(conditionOf("purchase.dayOfWeek == 'saturday' && purchase.hour == 9").holds(lazy)).toBe(true);
    expect(asked).toBe(1);
    expect(lazy.purchase.lines).toBe(lazy.purchase.lines);
  });

  it('cut a price that has no end after twelve decimals', () => {
    const thirds = purchaseOf({ lines: [{ amount: '10.00', quantity: '3' }] });
    expect(purchaseFacts(thirds, programme, () => friday).lines?.[0]?.unitPrice).toBe(money('3.333333333333'));
  });
});

describe('Money of facts', () => {
  it.each([
    ['EUR', 1n, '0.01'],
    ['CHF', 1n, '0.01052631'],
    ['JPY', 7n, '0.042721'],
    ['BHD', 1n, '0.002451'],
  ])('is the main currency at the rate of %s, with nothing rounded', (currency, minor, expected) => {
    expect(moneyFacts(programme, currency)(minor)).toBe(money(expected));
  });

  it('is not made of a currency that the programme does not take', () => {
    expect(() => moneyFacts(programme, 'USD')).toThrow('shop was asked for facts in USD, which it does not take.');
  });
});
