import type { PurchaseRecorded, RecordedLine, RecordedPayment } from './purchase-events.js';
import { readOutcome, storeOutcome, type StoredOutcome } from './purchase-outcome.codec.js';
import { toJsonInteger as whole, type Stored } from './whole-number.js';

/**
 * Most events of a log are purchases, and every byte of theirs is hashed, sent and kept for ever: what is nothing, or
 * what nearly every line says, is left out.
 */
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

export function storePurchaseRecorded(event: PurchaseRecorded): StoredPurchaseRecorded {
  const { type: _type, lines, payments, outcome, returns, total, ...facts } = event;
  return {
    ...facts,
    lines: lines.map(storeLine),
    total: whole(total),
    ...(payments.length === 0 ? {} : { payments: payments.map(storePayment) }),
    outcome: outcome && storeOutcome(outcome),
    ...(returns.length === 0 ? {} : { returns }),
  };
}

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

function storeLine({
  id,
  sku,
  gtin,
  quantity,
  amount,
  discount,
  tax,
  kind,
  categories,
  eligible,
}: RecordedLine): StoredLine {
  return {
    id,
    sku,
    ...(gtin === undefined ? {} : { gtin }),
    quantity: whole(quantity),
    amount: whole(amount),
    ...(discount === 0n ? {} : { discount: whole(discount) }),
    ...(tax === 0n ? {} : { tax: whole(tax) }),
    ...(kind === 'goods' ? {} : { kind }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(eligible ? {} : { eligible }),
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

const storePayment = (payment: RecordedPayment): Stored<RecordedPayment> => ({
  ...payment,
  amount: whole(payment.amount),
});

const readPayment = (payment: Stored<RecordedPayment>): RecordedPayment => ({
  ...payment,
  amount: BigInt(payment.amount),
});
