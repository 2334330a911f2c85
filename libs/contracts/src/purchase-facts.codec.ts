import type { PointsPaid } from './points-paid.js';
import type { PurchaseRecorded, RecordedLine, RecordedPayment } from './purchase-events.js';
import { readOutcome, type StoredOutcome } from './purchase-outcome.codec.js';
import type { Stored } from './whole-number.js';

/** As `writePurchaseRecorded` writes it. */
export type StoredPurchaseRecorded = Omit<
  Stored<PurchaseRecorded>,
  'type' | 'lines' | 'payments' | 'outcome' | 'returns'
> & {
  readonly lines: readonly StoredLine[];
  readonly payments?: readonly Stored<RecordedPayment>[];
  readonly outcome: StoredOutcome | null;
  readonly returns?: readonly string[];
};

type StoredLine = Pick<Stored<RecordedLine>, 'id' | 'sku' | 'quantity' | 'amount'> & Partial<Stored<RecordedLine>>;

export function readPurchaseRecorded(stored: StoredPurchaseRecorded): PurchaseRecorded {
  const { lines, payments = [], outcome, returns = [], total, ...facts } = stored;
  return {
    type: 'PurchaseRecorded',
    ...facts,
    lines: lines.map(readLine),
    total: BigInt(total),
    payments: payments.map(readPayment),
    outcome: outcome && readOutcome(outcome),
    returns,
  };
}

function readLine({ quantity, amount, discount = 0, tax = 0, ...line }: StoredLine): RecordedLine {
  return {
    kind: 'goods',
    categories: [],
    eligible: true,
    ...line,
    quantity: BigInt(quantity),
    amount: BigInt(amount),
    discount: BigInt(discount),
    tax: BigInt(tax),
  };
}

const readPayment = ({ amount, paid, ...payment }: Stored<RecordedPayment>): RecordedPayment => ({
  ...payment,
  amount: BigInt(amount),
  ...(paid && { paid: readPaid(paid) }),
});

const readPaid = ({ wallet, points, lines }: Stored<PointsPaid>): PointsPaid => ({
  wallet,
  points: BigInt(points),
  lines: lines.map((it) => ({ line: it.line, points: BigInt(it.points), amount: BigInt(it.amount) })),
});
