import type { PurchaseRecorded } from '@loyalty/contracts';
import { formatMoney, paymentText, type Language, type Programme } from '@loyalty/programme';
import { pointsPayments } from '../../domain/units/paid-with-points.js';

type Paid = Pick<PurchaseRecorded, 'payments' | 'currency'>;

/** What points paid of a purchase, and what each line bears of it. */
export function paidBody(facts: Paid) {
  const { currency } = facts;
  return pointsPayments(facts).map(({ redemption, amount, paid: { wallet, points, lines } }) => ({
    redemption,
    wallet,
    points: Number(points),
    amount: formatMoney(amount, currency),
    currency,
    lines: lines.map((each) => ({
      line: each.line,
      points: Number(each.points),
      amount: formatMoney(each.amount, currency),
    })),
  }));
}

/** For the receipt, before what was earned: `You paid €20.00 with 2,000 points.` */
export function paidTexts(
  facts: Paid,
  { programme, language }: { readonly programme: Programme; readonly language: Language },
): readonly string[] {
  const { currency } = facts;
  return pointsPayments(facts).flatMap(({ amount, paid: { wallet, points } }) => {
    const unit = programme.wallets.get(wallet)?.words;
    const money = { amount: formatMoney(amount, currency), currency };
    return unit ? [paymentText({ kind: 'paid', points, unit, money }, language)] : [];
  });
}
