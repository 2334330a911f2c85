import type { ClaimKey } from '@loyalty/event-store';
import { join } from './claims.js';
import type { PurchaseFacts } from './sent/purchase.js';
import type { SentReturn } from './sent/sent-purchase.js';

const SECOND = 1000;

/**
 * Tills that time out retry with a new id: the receipt says that it is the same Purchase. Absent where no receipt
 * number was sent.
 */
export function receiptKey(purchase: PurchaseFacts): ClaimKey | undefined {
  const { receipt, store, occurredAt, currency, total } = purchase;
  if (!receipt) return undefined;
  const second = Math.floor(occurredAt / SECOND);
  const parts = [store ?? '', receipt.terminal ?? '', receipt.number, String(second), currency, String(total)];
  return { kind: 'receipt', scope: purchase.programme, key: join(parts) };
}

/**
 * A void frees the receipt. Its claim stays for ever, as everything in the log does; whoever finds that it leads to a
 * voided purchase goes on with this key instead.
 */
export function receiptKeyAfter(key: ClaimKey, voidedPurchase: string): ClaimKey {
  return { ...key, key: join([key.key, voidedPurchase]) };
}

/**
 * A Return says neither currency nor total, so what it says in full stands in their place: another Return on the same
 * receipt is another Return.
 */
export function returnReceiptKey(programme: string, sent: SentReturn, fingerprint: string): ClaimKey | undefined {
  const { receipt, store, occurredAt } = sent;
  if (!receipt) return undefined;
  const second = Math.floor(Date.parse(occurredAt) / SECOND);
  const parts = ['return', store ?? '', receipt.terminal ?? '', receipt.number, String(second), fingerprint];
  return { kind: 'receipt', scope: programme, key: join(parts) };
}
