import type { Purchase } from '@loyalty/programme';
import { lineLoads } from './line-loads.js';
import type { RecordedPurchase } from '../purchase-state.js';

/** What is kept of a purchase: each line by the money of it that did not go back. */
export function keptPurchase(recorded: RecordedPurchase): Purchase {
  const { facts, givenBack, voided } = recorded;
  const loads = lineLoads(recorded);
  const lines = facts.lines.flatMap((line) => {
    const back = givenBack.get(line.id);
    if (voided) return [];
    if (!back) return [line];
    const load = loads.get(line.id);
    const [whole, gone] = load && load.amount > 0n ? [load.amount, back.amount] : [line.quantity, back.quantity];
    if (gone >= whole) return [];
    const rest = (sum: bigint) => (sum * (whole - gone)) / whole;
    const [amount, discount, tax] = [rest(line.amount), rest(line.discount), rest(line.tax)];
    return [{ ...line, quantity: line.quantity - back.quantity, amount, discount, tax }];
  });
  const [kept, whole] = [sumOf(lines), sumOf(facts.lines)];
  // What points had paid went back with the lines that they paid.
  const payments = facts.payments.map((payment) =>
    payment.kind === 'points' && whole > 0n ? { ...payment, amount: (payment.amount * kept) / whole } : payment,
  );
  return { ...facts, lines, payments };
}

/** Whether somebody has paid for it: what was free, or bought with points alone, is no first purchase. */
export function isPaid({ lines, payments }: Purchase): boolean {
  return sumOf(lines) > payments.reduce((sum, { kind, amount }) => (kind === 'points' ? sum + amount : sum), 0n);
}

function sumOf(lines: Purchase['lines']): bigint {
  return lines.reduce((sum, { amount }) => sum + amount, 0n);
}
