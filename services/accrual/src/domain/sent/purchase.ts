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

  const refusals = new Refusals(currency, problems);
  const lines = sent.lines.map((line, index) => parseLine(line, index, refusals));
  const payments = sent.payments ? sent.payments.map((payment, at) => parsePayment(payment, at, refusals)) : [];
  const stated =
    sent.total === undefined ? undefined : (parseMoney(sent.total, currency) ?? refusals.money(sent.total, '/total'));
  findDuplicates(sent.lines, problems);
  if (problems.length > 0) return refuse(problems);

  const taxIncluded = sent.taxIncluded ?? programme.taxIncluded;
  const total = sumLines(lines, taxIncluded);
  const purchase: Writable<PurchaseFacts> = {
    programme: programme.id,
    source: sent.source,
    externalId: sent.externalId,
    occurredAt,
    currency,
    taxIncluded,
    lines,
    payments,
    total,
  };
  if (sent.store !== undefined) purchase.store = sent.store;
  if (sent.channel !== undefined) purchase.channel = sent.channel;
  if (sent.receipt !== undefined) purchase.receipt = sent.receipt;
  problems.push(...checkSums(purchase, stated));
  if (total > EXACT_MAX) problems.push(tooLarge('/lines', total, currency));
  return problems.length > 0 ? refuse(problems) : { ok: true, purchase };
}

const refuse = (problems: readonly FieldProblem[]): ParsedPurchase => ({ ok: false, problems });

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

function parseLine(sent: SentLine, index: number, refusals: Refusals): Line {
  const { currency } = refusals;
  const money = (text: string, field: string) =>
    parseMoney(text, currency) ?? refusals.money(text, `/lines/${index}/${field}`);

  const quantity = parseQuantity(sent.quantity) ?? refusals.quantity(sent.quantity, `/lines/${index}/quantity`);
  const discount = sent.discount === undefined ? 0n : money(sent.discount, 'discount');
  const tax = sent.tax === undefined ? 0n : money(sent.tax, 'tax');
  const amount =
    sent.amount === undefined
      ? lineAmount({ quantity, unitPrice: parseUnitPrice(sent.unitPrice ?? '0') ?? 0n, discount }, currency)
      : money(sent.amount, 'amount');
  const kind = sent.kind ?? 'goods';
  const line = { id: sent.id, sku: sent.sku, quantity, amount, discount, tax, kind, categories: sent.categories ?? [] };
  return sent.gtin === undefined ? line : { ...line, gtin: sent.gtin };
}

function parsePayment(sent: SentPayment, index: number, refusals: Refusals): Payment {
  const amount = parseMoney(sent.amount, refusals.currency) ?? refusals.money(sent.amount, `/payments/${index}/amount`);
  const payment = { kind: sent.kind, amount };
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

/** Notes what of one Purchase could not be read, and stands in a value so that the rest is looked at too. */
class Refusals {
  constructor(
    readonly currency: string,
    private readonly problems: FieldProblem[],
  ) {}

  money(found: string, pointer: string): bigint {
    const expected = `no more decimals than ${this.currency} has`;
    this.problems.push({ pointer, code: 'too_many_decimals', expected, found });
    return 0n;
  }

  quantity(found: string, pointer: string): bigint {
    this.problems.push({ pointer, code: 'quantity_not_positive', expected: 'more than 0', found });
    return 1n;
  }
}
