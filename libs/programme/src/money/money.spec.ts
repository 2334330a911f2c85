import { describe, expect, it } from '@jest/globals';
import { currencyCodes, currencyExponent } from './currency.js';
import { formatMoney, formatQuantity, lineAmount, parseMoney, parseQuantity, parseUnitPrice } from './money.js';

describe('Money', () => {
  it('counts in the smallest coins of its currency', () => {
    expect(parseMoney('12.50', 'EUR')).toBe(1250n);
    expect(parseMoney('1250', 'JPY')).toBe(1250n);
    expect(parseMoney('1.250', 'KWD')).toBe(1250n);
    expect(formatMoney(1250n, 'EUR')).toBe('12.50');
    expect(formatMoney(1250n, 'JPY')).toBe('1250');
    expect(formatMoney(1250n, 'KWD')).toBe('1.250');
  });

  it('is not finer than its currency, below zero, or of a currency that does not exist', () => {
    expect(parseMoney('12.505', 'EUR')).toBeUndefined();
    expect(parseMoney('0.5', 'JPY')).toBeUndefined();
    expect(parseMoney('-1.00', 'EUR')).toBeUndefined();
    expect(parseMoney('1.00', 'EURO')).toBeUndefined();
    expect(() => formatMoney(1n, 'XXX')).toThrow('unknown currency');
    expect(() => lineAmount({ quantity: 1n, unitPrice: 1n, discount: 0n }, 'XXX')).toThrow('unknown currency');
  });

  it('knows the currencies of ISO 4217, each once', () => {
    expect(currencyCodes()).toHaveLength(new Set(currencyCodes()).size);
    expect(currencyCodes().every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
    expect([currencyExponent('EUR'), currencyExponent('CLF'), currencyExponent('eur')]).toEqual([2, 4, undefined]);
  });
});

describe('A quantity', () => {
  it('is more than nothing, in millionths', () => {
    expect(parseQuantity('3.000')).toBe(3_000_000n);
    expect(parseQuantity('0.350')).toBe(350_000n);
    expect([parseQuantity('0'), parseQuantity('-1'), parseQuantity('0.0000001')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(formatQuantity(350_000n)).toBe('0.35');
  });
});

describe('The amount of a line', () => {
  const amount = (quantity: string, unitPrice: string, { discount = '0', currency = 'EUR' } = {}) =>
    formatMoney(
      lineAmount(
        {
          quantity: parseQuantity(quantity) ?? 0n,
          unitPrice: parseUnitPrice(unitPrice) ?? 0n,
          discount: parseMoney(discount, currency) ?? 0n,
        },
        currency,
      ),
      currency,
    );

  it('is quantity times price, half a coin up', () => {
    expect(amount('3', '33.33')).toBe('99.99');
    expect(amount('0.5', '0.01')).toBe('0.01');
    expect(amount('0.499999', '0.01')).toBe('0.00');
    expect(amount('0.35', '12.99')).toBe('4.55');
    expect(amount('1000', '0.000125')).toBe('0.13');
    expect(amount('2', '99.5', { currency: 'JPY' })).toBe('199');
    expect(amount('3', '0.0005', { currency: 'KWD' })).toBe('0.002');
  });

  it('is less the discount, which may be too great', () => {
    expect(amount('3', '33.33', { discount: '9.99' })).toBe('90.00');
    expect(amount('1', '1.00', { discount: '1.01' })).toBe('-0.01');
  });
});
