import type { ReturnKept, ReturnRecorded } from '@loyalty/contracts';
import { parseMoney, parseQuantity } from '@loyalty/programme';
import { canonicalDecimal } from './canonical.js';
import { parseReturnedLines } from './return.js';
import type { SentReturn, SentReturnedLine } from './sent-purchase.js';

/**
 * Which parts of what was sent differ from the return that was recorded under the same id. Neither store, receipt nor identity
 * is in the log as it was sent, nor how the purchase was named, so they are named when nothing else explains that the
 * fingerprints differ.
 */
export function returnDifferences(first: ReturnKept | ReturnRecorded, sent: SentReturn): readonly string[] {
  const differing = [
    ...(first.occurredAt === Date.parse(sent.occurredAt) ? [] : ['occurredAt']),
    ...(isOfAnother(first, sent) ? ['purchase'] : []),
    ...(areOthers(first, sent.lines) ? ['lines'] : []),
  ];
  if (differing.length > 0) return differing;
  return ['store', 'receipt', 'member', sent.purchase ? 'purchase' : 'lines'];
}

function isOfAnother(first: ReturnKept | ReturnRecorded, { purchase }: SentReturn): boolean {
  if (first.type === 'ReturnKept') {
    if (purchase?.source === undefined) return true;
    return purchase.source !== first.purchase.source || purchase.externalId !== first.purchase.externalId;
  }
  const { id } = purchase ?? {};
  return id !== undefined && first.matched.some((each) => each.purchase !== id);
}

function areOthers(first: ReturnKept | ReturnRecorded, lines: readonly SentReturnedLine[]): boolean {
  if (first.type === 'ReturnKept') return textOf(first.lines) !== textOf(parseReturnedLines(lines));
  const { matched, unmatched } = first;
  const units = [...matched, ...unmatched].reduce((sum, { quantity = 0n }) => sum + quantity, 0n);
  if (units !== unitsOf(lines)) return true;
  return lines.some((line) => line.id !== undefined && !isAmong(line, lines, first));
}

/** A line of a purchase that is named stands in the answer under its own id. */
function isAmong(
  { id, quantity, amount }: SentReturnedLine,
  lines: readonly SentReturnedLine[],
  { matched, unmatched }: ReturnRecorded,
): boolean {
  const ofLine = matched.filter(({ line }) => line === id);
  const left = unmatched.filter(({ line }) => line === id);
  if (quantity !== undefined) {
    const units = [...ofLine, ...left].reduce((sum, each) => sum + (each.quantity ?? 0n), 0n);
    return ofLine.length + left.length > 0 && units === unitsOf(lines.filter((line) => line.id === id));
  }
  const money = ofLine.some((each) => each.quantity === 0n && each.amount === parseMoney(amount ?? '0', each.currency));
  return money || left.some((each) => canonicalDecimal(each.amount) === canonicalDecimal(amount));
}

const unitsOf = (lines: readonly SentReturnedLine[]): bigint =>
  lines.reduce((sum, { quantity }) => sum + (parseQuantity(quantity ?? '0') ?? 0n), 0n);

const textOf = (value: unknown) =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner));
