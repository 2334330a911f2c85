import { describe, expect, it } from '@jest/globals';
import { paymentText, type PaymentSaid } from './payment-text.js';
import { buildUnit } from './unit.js';

const unit = buildUnit({
  en: { one: 'point', other: 'points' },
  ru: { one: 'балл', few: 'балла', many: 'баллов' },
});
const money = (amount: string) => ({ amount, currency: 'EUR' });

describe('What points pay, in words', () => {
  it.each<readonly [PaymentSaid, string, string]>([
    [
      { kind: 'paid', points: 2000n, unit, money: money('20.00') },
      'You paid €20.00 with 2,000 points.',
      'Оплачено 20,00 €: 2000 баллов.',
    ],
    [
      { kind: 'payable', points: 1n, unit, money: money('0.01') },
      '1 point can pay €0.01.',
      'Можно оплатить 0,01 €: 1 балл.',
    ],
    [
      { kind: 'points_below_minimum', found: 400n, needed: 500n, unit },
      'At least 500 points can pay, and there are 400.',
      'Для оплаты нужно не менее 500 баллов, на счёте 400.',
    ],
    [
      { kind: 'points_below_minimum', found: 12_400n, needed: 12_501n, unit },
      'At least 12,501 points can pay, and there are 12,400.',
      'Для оплаты нужно не менее 12 501 балла, на счёте 12 400.',
    ],
    [
      { kind: 'paid', points: 12_503n, unit, money: money('20.00') },
      'You paid €20.00 with 12,503 points.',
      'Оплачено 20,00 €: 12 503 балла.',
    ],
    [
      { kind: 'payable', points: 12_505n, unit, money: money('20.00') },
      '12,505 points can pay €20.00.',
      'Можно оплатить 20,00 €: 12 505 баллов.',
    ],
    [
      { kind: 'nothing_payable', found: money('3.00'), needed: money('5.00') },
      'At most €3.00 may be paid so, and at least €5.00 would be.',
      'Так можно оплатить не более 3,00 €, а наименьшая оплата — 5,00 €.',
    ],
    [
      { kind: 'no_rate', currency: 'CHF', unit },
      'Points pay nothing in CHF.',
      'В валюте CHF оплата этим кошельком недоступна.',
    ],
  ])('%j', (said, english, russian) => {
    const plain = (text: string) => text.replaceAll('\u00a0', ' ');
    expect([plain(paymentText(said, 'en')), plain(paymentText(said, 'ru'))]).toEqual([english, russian]);
  });
});
