import { parseProgramme } from './document/parse-programme.js';
import { PROVIDED } from './document/provided.js';
import { parseMoney, parseQuantity } from './money/money.js';
import type { Programme } from './programme.js';
import type { Line, Payment, Purchase } from './purchase.js';

/** A programme of one wallet in Berlin; `earn` and `wallet` are YAML that is set in where it belongs. */
export function programmeOf({ earn = '', wallet = '', more = '' } = {}): Programme {
  return parsed(`
id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
${more}
wallets:
  points:
    unit: { one: point, other: points }
    ${wallet}
    earn: { points: 1, per: 1.00, ${earn} }
`);
}

/** Whatever its offers may need: what is evaluated is not asked whether a service could bring it. */
export function parsed(text: string): Programme {
  const result = parseProgramme(text, PROVIDED);
  if (!result.ok)
    throw new Error(result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`).join('\n'));
  return result.programme;
}

/** Amounts and quantities as a till writes them. */
export interface LineOf extends Partial<Omit<Line, 'quantity' | 'amount' | 'discount' | 'tax'>> {
  readonly quantity?: string;
  readonly amount: string;
  readonly discount?: string;
  readonly tax?: string;
}

export interface PurchaseOf extends Partial<Omit<Purchase, 'lines' | 'payments'>> {
  readonly lines: readonly LineOf[];
  readonly payments?: readonly { readonly kind: Payment['kind']; readonly amount: string }[];
}

export function purchaseOf({ lines, payments = [], ...rest }: PurchaseOf): Purchase {
  const purchase = { occurredAt: Date.parse('2026-01-05T09:15:00Z'), currency: 'EUR', taxIncluded: true, ...rest };
  const money = (text: string) => exactly(parseMoney(text, purchase.currency), text);
  return {
    ...purchase,
    lines: lines.map((line, index) => lineOf(line, index, money)),
    payments: payments.map(({ kind, amount }) => ({ kind, amount: money(amount) })),
  };
}

function lineOf(line: LineOf, index: number, money: (text: string) => bigint): Line {
  const { quantity = '1', amount, discount = '0', tax = '0', ...rest } = line;
  return {
    id: String(index + 1),
    sku: `SKU-${index + 1}`,
    kind: 'goods',
    categories: [],
    ...rest,
    quantity: exactly(parseQuantity(quantity), quantity),
    amount: money(amount),
    discount: money(discount),
    tax: money(tax),
  };
}

function exactly(value: bigint | undefined, text: string): bigint {
  if (value === undefined) throw new Error(`Not a number for a fixture: ${text}`);
  return value;
}
