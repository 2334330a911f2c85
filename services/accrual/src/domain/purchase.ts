import {
  checkSums,
  formatMoney,
  lineAmount,
  parseMoney,
  parseQuantity,
  parseUnitPrice,
  sumLines,
  type Line,
  type Payment,
  type Programme,
  type Purchase,
} from '@loyalty/programme';
import type { FieldProblem } from './field-problem.js';
import type { SentLine, SentPayment, SentPurchase } from './sent-purchase.js';

/** A Purchase in exact values: what the programme judges, with the names by which it is recognised. */
export interface PurchaseFacts extends Purchase {
  readonly programme: string;
  readonly source: string;
  readonly externalId: string;
  readonly receipt?: { readonly terminal?: string; readonly number: string };
  readonly total: bigint;
}

export type ParsedPurchase =
  | { readonly ok: true; readonly purchase: PurchaseFacts }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Beyond it a JSON integer of the log is no longer exact. */
const EXACT_MAX = BigInt(Number.MAX_SAFE_INTEGER);

export function parsePurchase(sent: SentPurchase, programme: Programme, latest: number): ParsedPurchase {
  const { currency } = sent;
  if (!programme.currencies.has(currency)) {
    const expected = `one of ${[...programme.currencies.keys()].join(', ')}`;
    return refuse([{ pointer: '/currency', code: 'unknown_currency', expected, found: currency }]);
  }

  const problems: FieldProblem[] = [];
  const occurredAt = Date.parse(sent.occurredAt);
  if (occurredAt > latest) {
    const expected = `at most ${new Date(latest).toISOString()}`;
    problems.push({ pointer: '/occurredAt', code: 'occurred_in_future', expected, found: sent.occurredAt });
  }

  const reader = new MoneyReader(currency, problems);
  const lines = sent.lines.map((line, index) => parseLine(line, index, reader));
  const payments = (sent.payments ?? []).map((payment, index) => parsePayment(payment, index, reader));
  const stated = sent.total === undefined ? undefined : reader.read(sent.total, '/total');
  findDuplicates(sent.lines, problems);
  if (problems.length > 0) return refuse(problems);

  const taxIncluded = sent.taxIncluded ?? programme.taxIncluded;
  const total = sumLines(lines, taxIncluded);
  const purchase: PurchaseFacts = {
    programme: programme.id,
    source: sent.source,
    externalId: sent.externalId,
    occurredAt,
    ...(sent.store === undefined ? {} : { store: sent.store }),
    ...(sent.channel === undefined ? {} : { channel: sent.channel }),
    ...(sent.receipt === undefined ? {} : { receipt: sent.receipt }),
    currency,
    taxIncluded,
    lines,
    payments,
    total,
  };
  problems.push(...checkSums(purchase, stated));
  if (total > EXACT_MAX) problems.push(tooLarge('/lines', total, currency));
  return problems.length > 0 ? refuse(problems) : { ok: true, purchase };
}

const refuse = (problems: readonly FieldProblem[]): ParsedPurchase => ({ ok: false, problems });

function parseLine(sent: SentLine, index: number, money: MoneyReader): Line {
  const quantity = parseQuantity(sent.quantity) ?? money.refuseQuantity(sent.quantity, `/lines/${index}/quantity`);
  const discount = sent.discount === undefined ? 0n : money.read(sent.discount, `/lines/${index}/discount`);
  const tax = sent.tax === undefined ? 0n : money.read(sent.tax, `/lines/${index}/tax`);
  const amount =
    sent.amount === undefined
      ? lineAmount({ quantity, unitPrice: parseUnitPrice(sent.unitPrice ?? '0') ?? 0n, discount }, money.currency)
      : money.read(sent.amount, `/lines/${index}/amount`);
  const kind = sent.kind ?? 'goods';
  const line = { id: sent.id, sku: sent.sku, quantity, amount, discount, tax, kind, categories: sent.categories ?? [] };
  return sent.gtin === undefined ? line : { ...line, gtin: sent.gtin };
}

function parsePayment(sent: SentPayment, index: number, money: MoneyReader): Payment {
  const payment = { kind: sent.kind, amount: money.read(sent.amount, `/payments/${index}/amount`) };
  return sent.redemption === undefined ? payment : { ...payment, redemption: sent.redemption };
}

function findDuplicates(lines: readonly SentLine[], problems: FieldProblem[]): void {
  if (lines.length < 2) return;
  const seen = new Set<string>();
  lines.forEach(({ id }, index) => {
    if (seen.has(id)) {
      problems.push({ pointer: `/lines/${index}/id`, code: 'duplicate_line', expected: 'an id of its own', found: id });
    }
    seen.add(id);
  });
}

function tooLarge(pointer: string, found: bigint, currency: string): FieldProblem {
  const expected = `at most ${formatMoney(EXACT_MAX, currency)}`;
  return { pointer, code: 'too_large', expected, found: formatMoney(found, currency) };
}

/** Reads money of one currency and notes what it could not read. */
class MoneyReader {
  constructor(
    readonly currency: string,
    private readonly problems: FieldProblem[],
  ) {}

  read(text: string, pointer: string): bigint {
    const minor = parseMoney(text, this.currency);
    if (minor !== undefined) return minor;
    const expected = `no more decimals than ${this.currency} has`;
    this.problems.push({ pointer, code: 'too_many_decimals', expected, found: text });
    return 0n;
  }

  refuseQuantity(text: string, pointer: string): bigint {
    this.problems.push({ pointer, code: 'quantity_not_positive', expected: 'more than 0', found: text });
    return 1n;
  }
}
