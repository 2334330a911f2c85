import type { PurchaseRecorded, RecordedLine, RecordedPayment } from './purchase-events.js';
import { readOutcome, storeOutcome } from './purchase-outcome.codec.js';
import { toJsonInteger as whole, type Stored } from './whole-number.js';

export function storePurchaseRecorded(event: PurchaseRecorded): Stored<PurchaseRecorded> {
  return {
    ...event,
    lines: event.lines.map(storeLine),
    total: whole(event.total),
    payments: event.payments.map(storePayment),
    outcome: event.outcome && storeOutcome(event.outcome),
  };
}

export function readPurchaseRecorded(stored: Stored<PurchaseRecorded>): PurchaseRecorded {
  return {
    ...stored,
    lines: stored.lines.map(readLine),
    total: BigInt(stored.total),
    payments: stored.payments.map(readPayment),
    outcome: stored.outcome && readOutcome(stored.outcome),
  };
}

const storeLine = (line: RecordedLine): Stored<RecordedLine> => ({
  ...line,
  quantity: whole(line.quantity),
  amount: whole(line.amount),
  discount: whole(line.discount),
  tax: whole(line.tax),
});

const readLine = (line: Stored<RecordedLine>): RecordedLine => ({
  ...line,
  quantity: BigInt(line.quantity),
  amount: BigInt(line.amount),
  discount: BigInt(line.discount),
  tax: BigInt(line.tax),
});

const storePayment = (payment: RecordedPayment): Stored<RecordedPayment> => ({
  ...payment,
  amount: whole(payment.amount),
});

const readPayment = (payment: Stored<RecordedPayment>): RecordedPayment => ({
  ...payment,
  amount: BigInt(payment.amount),
});
