import type { PurchaseRecorded } from '@loyalty/contracts';
import type { PurchaseFacts } from './purchase.js';

const COMPARED = [
  'occurredAt',
  'store',
  'channel',
  'receipt',
  'currency',
  'taxIncluded',
  'lines',
  'total',
  'payments',
] as const;

interface Sent {
  readonly facts: PurchaseFacts;
  readonly paysWithTokens: boolean;
  readonly returns: readonly unknown[];
}

/**
 * Which parts of what was sent differ from what was recorded under the same id. Neither the identity, nor what was paid with,
 * nor what an exchange asked to give back is in the log as it was sent, so they are named when nothing else explains that the
 * fingerprints differ.
 */
export function differences(first: PurchaseRecorded, { facts, paysWithTokens, returns }: Sent): readonly string[] {
  const differing = COMPARED.filter((part) => text(part, first) !== text(part, facts));
  if (differing.length > 0) return differing;
  const exchanges = returns.length > 0 || first.returns.length > 0;
  return ['member', ...(paysWithTokens ? ['payments'] : []), ...(exchanges ? ['returns'] : [])];
}

function text(part: (typeof COMPARED)[number], of: PurchaseFacts | PurchaseRecorded): string {
  const value: unknown =
    part === 'lines' ? of.lines.map(lineText) : part === 'payments' ? of.payments.map(paymentText) : of[part];
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner)) ?? '';
}

const lineText = ({
  id,
  sku,
  gtin,
  quantity,
  amount,
  discount,
  tax,
  kind,
  categories,
}: PurchaseFacts['lines'][number]) => [id, sku, gtin, quantity, amount, discount, tax, kind, categories];

const paymentText = ({ kind, amount, redemption }: PurchaseFacts['payments'][number]) => [kind, amount, redemption];
