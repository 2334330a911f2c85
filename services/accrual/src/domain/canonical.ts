import { formatQuantity, parseUnitPrice } from '@loyalty/programme';
import type { SentIdentity, SentPurchase, SentReturn, SentReturnedLine } from './sent-purchase.js';

/**
 * What was sent, in one form for every road: 3 = 3.000, Z = +00:00, what may be left out is what it stands for. The ids
 * of the write itself are not part of it: a till that times out sends the same content under a new one. What we
 * computed from it never is, or the same purchase would differ after a programme's change.
 */
export function canonicalPurchase(sent: SentPurchase): string {
  return JSON.stringify([
    Date.parse(sent.occurredAt),
    sent.store ?? null,
    sent.channel ?? null,
    sent.receipt ? [sent.receipt.terminal ?? null, sent.receipt.number] : null,
    canonicalIdentity(sent.member),
    sent.currency,
    sent.taxIncluded ?? null,
    sent.lines.map((line) => [
      line.id,
      line.sku,
      line.gtin ?? null,
      canonicalDecimal(line.quantity),
      canonicalDecimal(line.unitPrice),
      canonicalDecimal(line.amount),
      canonicalDecimal(line.discount ?? '0'),
      canonicalDecimal(line.tax ?? '0'),
      line.kind ?? 'goods',
      line.categories ?? [],
    ]),
    canonicalDecimal(sent.total),
    sent.payments?.map((it) => [it.kind, canonicalDecimal(it.amount), it.redemption ?? null]) ?? [],
    sent.returns?.map((it) => [it.purchase ?? null, it.lines.map(canonicalReturnedLine)]) ?? [],
  ]);
}

export function canonicalReturn(sent: SentReturn): string {
  const { purchase } = sent;
  return JSON.stringify([
    Date.parse(sent.occurredAt),
    sent.store ?? null,
    sent.receipt ? [sent.receipt.terminal ?? null, sent.receipt.number] : null,
    canonicalIdentity(sent.member),
    purchase ? [purchase.id ?? null, purchase.source ?? null, purchase.externalId ?? null] : null,
    sent.lines.map(canonicalReturnedLine),
  ]);
}

/** Empty for a guest. */
export function canonicalIdentity(member: SentIdentity | undefined): string {
  for (const kind in member) return `${kind}:${member[kind as keyof SentIdentity]}`;
  return '';
}

const canonicalReturnedLine = (line: SentReturnedLine) => [
  line.id ?? null,
  line.sku ?? null,
  canonicalDecimal(line.quantity),
  canonicalDecimal(line.amount),
];

const SHORTEST = /^(0|[1-9]\d*)(\.\d*[1-9])?$/;

export function canonicalDecimal(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (SHORTEST.test(text)) return text;
  const value = parseUnitPrice(text);
  return value === undefined ? text : formatQuantity(value);
}
