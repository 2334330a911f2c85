import { NBSP, numberText } from './number-text.js';
import type { Language } from './texts.js';

/** An exact decimal and its currency, as they stand in explanations. */
export interface MoneyOf {
  readonly amount: string;
  readonly currency: string;
}

/** Only signs that mean one currency and no other. */
const SIGNS: Readonly<Record<string, string>> = {
  EUR: '€',
  RUB: '₽',
  GBP: '£',
  KZT: '₸',
  UAH: '₴',
  TRY: '₺',
  INR: '₹',
};

/** `€1,234.50` and `1234,50 €`; a currency without a sign of its own by its code: `1,234.50 CHF`. */
export function moneyText({ amount, currency }: MoneyOf, language: Language): string {
  const number = numberText(amount, language);
  const sign = SIGNS[currency];
  if (language === 'ru' || !sign) return `${number}${NBSP}${sign ?? currency}`;
  return number.startsWith('-') ? `-${sign}${number.slice(1)}` : `${sign}${number}`;
}
