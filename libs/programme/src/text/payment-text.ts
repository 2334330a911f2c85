import { sentence } from './list-text.js';
import { moneyText, type MoneyOf } from './money-text.js';
import { countText, countTextOf, numberText } from './number-text.js';
import type { Language } from './texts.js';
import type { Unit } from './unit.js';

/** What points pay of an order, or why they pay nothing, as data. */
export type PaymentSaid =
  | { readonly kind: 'paid' | 'payable'; readonly points: bigint; readonly unit: Unit; readonly money: MoneyOf }
  | { readonly kind: 'points_below_minimum'; readonly found: bigint; readonly needed: bigint; readonly unit: Unit }
  | { readonly kind: 'nothing_payable'; readonly found: MoneyOf; readonly needed: MoneyOf }
  | { readonly kind: 'no_rate'; readonly currency: string; readonly unit: Unit };

/** `You paid €20.00 with 2,000 points.`, «Оплачено 20,00 €: 2000 баллов.» */
export function paymentText(said: PaymentSaid, language: Language): string {
  return sentence(language === 'en' ? inEnglish(said) : inRussian(said));
}

function inEnglish(said: PaymentSaid): string {
  switch (said.kind) {
    case 'paid':
      return `you paid ${moneyText(said.money, 'en')} with ${countText(said.points, said.unit, 'en')}`;
    case 'payable':
      return `${countText(said.points, said.unit, 'en')} can pay ${moneyText(said.money, 'en')}`;
    case 'points_below_minimum':
      return `at least ${countText(said.needed, said.unit, 'en')} can pay, and there are ${numberText(said.found, 'en')}`;
    case 'nothing_payable':
      return `at most ${moneyText(said.found, 'en')} may be paid so, and at least ${moneyText(said.needed, 'en')} would be`;
    case 'no_rate':
      return `${said.unit.en.other} pay nothing in ${said.currency}`;
    default:
      return said satisfies never;
  }
}

function inRussian(said: PaymentSaid): string {
  switch (said.kind) {
    case 'paid':
      return `оплачено ${moneyText(said.money, 'ru')}: ${countText(said.points, said.unit, 'ru')}`;
    case 'payable':
      return `можно оплатить ${moneyText(said.money, 'ru')}: ${countText(said.points, said.unit, 'ru')}`;
    case 'points_below_minimum':
      return `для оплаты нужно не менее ${countTextOf(said.needed, said.unit, 'ru')}, на счёте ${numberText(said.found, 'ru')}`;
    case 'nothing_payable':
      return `так можно оплатить не более ${moneyText(said.found, 'ru')}, а наименьшая оплата — ${moneyText(said.needed, 'ru')}`;
    case 'no_rate':
      return `в валюте ${said.currency} оплата этим кошельком недоступна`;
    default:
      return said satisfies never;
  }
}
