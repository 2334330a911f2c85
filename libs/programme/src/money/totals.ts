import type { Line, Minor, Purchase } from '../purchase.js';
import { formatMoney } from './money.js';

/** What the lines cost together (rule 22): the sum of their amounts, plus tax where prices do not contain it. */
export function sumLines(lines: readonly Line[], taxIncluded: boolean): Minor {
  let total = 0n;
  for (const line of lines) total += payable(line, taxIncluded);
  return total;
}

/** What is paid for one line. */
export function payable(line: Line, taxIncluded: boolean): Minor {
  return taxIncluded ? line.amount : line.amount + line.tax;
}

export interface SumProblem {
  readonly pointer: string;
  readonly code: 'total_does_not_match_lines' | 'payments_do_not_match_total' | 'amount_below_zero';
  readonly expected: string;
  readonly found: string;
}

/** A Purchase says the same thing up to three times; where it contradicts itself, nothing is guessed. */
export function checkSums(purchase: Purchase, statedTotal: Minor | undefined): readonly SumProblem[] {
  const problems: SumProblem[] = [];
  purchase.lines.forEach((line, index) => {
    if (line.amount >= 0n) return;
    const found = formatMoney(line.amount, purchase.currency);
    problems.push({
      pointer: `/lines/${index}`,
      code: 'amount_below_zero',
      expected: 'an amount of at least 0',
      found,
    });
  });

  const total = sumLines(purchase.lines, purchase.taxIncluded);
  const differs = (pointer: string, code: SumProblem['code'], found: Minor) =>
    problems.push({
      pointer,
      code,
      expected: formatMoney(total, purchase.currency),
      found: formatMoney(found, purchase.currency),
    });

  if (statedTotal !== undefined && statedTotal !== total) differs('/total', 'total_does_not_match_lines', statedTotal);
  if (purchase.payments.length > 0) {
    const paid = purchase.payments.reduce((sum, payment) => sum + payment.amount, 0n);
    if (paid !== total) differs('/payments', 'payments_do_not_match_total', paid);
  }
  return problems;
}
