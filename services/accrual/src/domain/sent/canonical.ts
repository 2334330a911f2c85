import type {
  SentIdentity,
  SentPayment,
  SentPurchase,
  SentPurchaseReference,
  SentReturn,
  SentReturnedLine,
} from './sent-purchase.js';

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
    sent.payments?.map(canonicalPayment) ?? [],
    sent.returns?.map((it) => [canonicalReference(it.purchase), it.lines.map(canonicalReturnedLine)]) ?? [],
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

/** One without a token is what it was before payments had any. */
const canonicalPayment = ({ kind, amount, redemption, token }: SentPayment) => [
  kind,
  canonicalDecimal(amount),
  redemption ?? null,
  ...(token === undefined ? [] : [token]),
];

/** In the order in which the API spells it, whichever it came in. */
function canonicalReference(named: SentPurchaseReference | undefined): SentPurchaseReference | null {
  if (named === undefined) return null;
  const { id, source, externalId } = named;
  return {
    ...(id !== undefined && { id }),
    ...(source !== undefined && { source }),
    ...(externalId !== undefined && { externalId }),
  };
}

const canonicalReturnedLine = (line: SentReturnedLine) => [
  line.id ?? null,
  line.sku ?? null,
  canonicalDecimal(line.quantity),
  canonicalDecimal(line.amount),
];

const ZERO = 48;

/** Without the zeros that say nothing; the schemas let nothing but plain decimals through. */
export function canonicalDecimal(text: string | undefined): string | null {
  if (text === undefined) return null;
  const point = text.indexOf('.');
  let end = text.length;
  if (point >= 0) {
    while (text.charCodeAt(end - 1) === ZERO) end -= 1;
    if (end === point + 1) end = point;
  }
  const wholeEnd = point < 0 ? end : point;
  let start = 0;
  while (start < wholeEnd - 1 && text.charCodeAt(start) === ZERO) start += 1;
  return text.slice(start, end);
}
