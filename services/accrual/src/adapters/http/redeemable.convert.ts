import {
  formatMoney,
  paymentText,
  type Language,
  type PaymentSaid,
  type Programme,
  type Unit,
} from '@loyalty/programme';
import type { Redeemable, WhyNothing } from '../../application/paying/quote-payment.js';

interface Told {
  readonly programme: Programme;
  readonly currency: string;
  readonly language: Language;
}

/** How many points could pay how much, or why none can. */
export function redeemableBody({ wallet, points, pays }: Redeemable, told: Told) {
  if (!pays) return { wallet, points: Number(points) };
  const { currency } = told;
  const { available, amount, most, rate, reason } = pays;
  return {
    wallet,
    points: Number(points),
    amount: formatMoney(amount, currency),
    currency,
    available: Number(available),
    most: formatMoney(most, currency),
    ...(rate && {
      rate: { points: Number(rate.points), pay: formatMoney(rate.amount, rate.currency), rounding: rate.rounding },
    }),
    ...(reason && { reason: reasonBody(reason, currency) }),
    text: redeemableText({ wallet, points, pays }, told),
  };
}

/** Points below the minimum are counted in points, what may be paid in money. */
function reasonBody(reason: WhyNothing, currency: string) {
  if (reason.code === 'no_rate') return { code: reason.code };
  const { code, found, needed } = reason;
  const told = (value: bigint) => (code === 'nothing_payable' ? formatMoney(value, currency) : Number(value));
  return { code, found: told(found), needed: told(needed) };
}

/** Nothing where the programme says nothing of it. */
export function redeemableText({ wallet, points, pays }: Redeemable, { programme, currency, language }: Told): string {
  const unit = programme.wallets.get(wallet)?.words;
  return unit && pays ? paymentText(saidOf({ points, pays, unit, currency }), language) : '';
}

type Saying = Required<Omit<Redeemable, 'wallet'>> & { readonly unit: Unit; readonly currency: string };

function saidOf({ points, pays: { reason, amount }, unit, currency }: Saying): PaymentSaid {
  const money = (minor: bigint) => ({ amount: formatMoney(minor, currency), currency });
  if (!reason) return { kind: 'payable', points, unit, money: money(amount) };
  if (reason.code === 'no_rate') return { kind: 'no_rate', currency, unit };
  const { code, found, needed } = reason;
  if (code === 'points_below_minimum') return { kind: code, found, needed, unit };
  return { kind: code, found: money(found), needed: money(needed) };
}
