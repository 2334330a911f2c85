import type { PurchaseRecorded } from '@loyalty/contracts';
import { formatMoney } from '@loyalty/programme';
import type { PurchaseFacts } from './purchase.js';
import type { SentPurchase } from './sent-purchase.js';

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
  readonly sent: SentPurchase;
  /** What the fingerprint would be, had it been sent so. */
  readonly printOf: (sent: SentPurchase) => string;
  readonly facts: PurchaseFacts;
  readonly paysWithTokens: boolean;
  readonly returns: readonly unknown[];
}

/**
 * Which parts of what was sent differ from what was recorded under the same id, whose fingerprint was `print`. What says the
 * same in other words is found by its fingerprint. Neither the identity, nor what was paid with, nor what an exchange asked to
 * give back is in the log as it was sent, so they are named when nothing else explains that the fingerprints differ.
 */
export function differences(
  first: PurchaseRecorded,
  print: string | undefined,
  { facts, paysWithTokens, returns, ...asked }: Sent,
): readonly string[] {
  const differing = COMPARED.filter((part) => text(part, first) !== text(part, facts));
  if (differing.length > 0) return differing;
  const otherWords = respelt(asked.sent, facts).find(({ sent }) => asked.printOf(sent) === print);
  if (otherWords) return otherWords.parts;
  const exchanges = returns.length > 0 || first.returns.length > 0;
  return ['member', ...(paysWithTokens ? ['payments'] : []), ...(exchanges ? ['returns'] : [])];
}

/** The same sums as they may have been written the first time: with or without a total, with or without prices. */
function respelt({ total, ...rest }: SentPurchase, facts: PurchaseFacts) {
  const lines = rest.lines.map(({ unitPrice, ...line }) =>
    line.amount === undefined && unitPrice !== undefined ? { ...line, unitPrice } : line,
  );
  const sum = total === undefined ? { total: formatMoney(facts.total, facts.currency) } : {};
  return [
    { parts: ['total'], sent: { ...rest, ...sum } },
    { parts: ['lines'], sent: { ...rest, lines, ...(total !== undefined && { total }) } },
    { parts: ['lines', 'total'], sent: { ...rest, lines, ...sum } },
  ];
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
