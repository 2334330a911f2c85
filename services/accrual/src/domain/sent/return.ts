import type { KeptLine } from '@loyalty/contracts';
import { formatQuantity, parseQuantity } from '@loyalty/programme';
import type { FieldProblem } from './field-problem.js';
import type { SentExchangeReturn, SentReturnedLine } from './sent-purchase.js';

/** Units of one SKU, wherever they were bought. */
export interface BlindLine {
  readonly sku: string;
  readonly quantity: bigint;
}

/** What goes back of a known purchase. Money is read when the purchase's currency is known. */
export function parseReturnedLines(lines: readonly SentReturnedLine[]): readonly KeptLine[] {
  return lines.map(({ id = '', quantity, amount }) =>
    quantity === undefined
      ? { line: id, amount: amount ?? '0' }
      : { line: id, quantity: parseQuantity(quantity) ?? 0n },
  );
}

/** A SKU that is sent twice is one wish for their sum: nothing tells its units apart. */
export function parseBlindLines(lines: readonly SentReturnedLine[]): readonly BlindLine[] {
  const bySku = new Map<string, bigint>();
  for (const { sku = '', quantity = '' } of lines) {
    bySku.set(sku, (bySku.get(sku) ?? 0n) + (parseQuantity(quantity) ?? 0n));
  }
  return [...bySku].map(([sku, quantity]) => ({ sku, quantity }));
}

/** Beyond it a JSON integer of the log is no longer exact. */
const EXACT_MAX = BigInt(Number.MAX_SAFE_INTEGER);

/** Lines of one SKU are one wish, which is answered in one number. */
export function tooManyUnits(
  { purchase, lines }: Pick<SentExchangeReturn, 'purchase' | 'lines'>,
  pointer = '',
): readonly FieldProblem[] {
  const most = purchase ? undefined : parseBlindLines(lines).find(({ quantity }) => quantity > EXACT_MAX);
  if (!most) return [];
  const expected = `at most ${formatQuantity(EXACT_MAX)} of one SKU`;
  return [{ pointer: `${pointer}/lines`, code: 'too_large', expected, found: formatQuantity(most.quantity) }];
}

export function futureReturn(occurredAt: string, latest: number): readonly FieldProblem[] {
  if (Date.parse(occurredAt) <= latest) return [];
  const expected = `at most ${new Date(latest).toISOString()}`;
  return [{ pointer: '/occurredAt', code: 'occurred_in_future', expected, found: occurredAt }];
}
