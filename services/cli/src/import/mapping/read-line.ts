import { formatQuantity, parseQuantity, parseUnitPrice } from '@loyalty/programme';
import type { PurchaseLineBody, RefusalReason } from './import-request.js';
import type { LineMapping, Mapping } from './mapping.js';
import { compileTemplate, type Filled, type Row, type Template } from './template.js';

type Price = 'unitPrice' | 'amount' | 'discount' | 'tax';
const PRICES: readonly Price[] = ['unitPrice', 'amount', 'discount', 'tax'];

export type LineBody = Omit<PurchaseLineBody, 'id'>;
export type ReadLine = { readonly line: LineBody } | { readonly reason: RefusalReason; readonly found: string };

/** One row as a line of a purchase or a return, or why it cannot be one. */
export type LineReader = (row: Row, number: number, isReturn: boolean) => ReadLine;

export function lineReader(mapping: Mapping, columns: ReadonlyMap<string, number>): LineReader {
  const filled = (template: Template) => compileTemplate(template, columns);
  const sku = filled(mapping.line.sku);
  const quantity = filled(mapping.line.quantity);
  const prices = PRICES.flatMap((name) => optional(name, mapping.line, filled));
  const kind = mapping.line.kind && filled(mapping.line.kind);
  const categories = mapping.line.categories.map(filled);

  return (row, number, isReturn) => {
    const code = sku(row, number);
    if (code === '') return { reason: 'sku_missing', found: '' };
    const units = readQuantity(quantity(row, number), isReturn ? mapping.returns?.quantities : undefined);
    if ('reason' in units) return units;
    if (isReturn) return { line: { sku: code, quantity: units.quantity } };

    const line: { -readonly [Field in keyof LineBody]: LineBody[Field] } = { sku: code, quantity: units.quantity };
    for (const [name, price] of prices) {
      const text = price(row, number);
      if (text === '' && (name === 'discount' || name === 'tax')) continue;
      if (parseUnitPrice(text.replace(/^-/, '')) === undefined) return { reason: 'price_not_a_number', found: text };
      if (text.startsWith('-')) return { reason: 'price_below_zero', found: text };
      line[name] = text;
    }
    if (kind) line.kind = kind(row, number);
    const named = categories.map((category) => category(row, number)).filter((category) => category !== '');
    if (named.length > 0) line.categories = named;
    return { line };
  };
}

function optional(name: Price, line: LineMapping, filled: (template: Template) => Filled): [Price, Filled][] {
  const template = line[name];
  return template ? [[name, filled(template)]] : [];
}

/** `sign` is how the file writes what came back; undefined for what was bought. */
function readQuantity(
  text: string,
  sign: 'negative' | 'positive' | undefined,
): { readonly quantity: string } | { readonly reason: RefusalReason; readonly found: string } {
  const isNegative = text.startsWith('-');
  const magnitude = isNegative ? text.slice(1) : text;
  const units = parseQuantity(magnitude);
  if (units === undefined) {
    const reason = parseUnitPrice(magnitude) === 0n ? 'quantity_is_zero' : 'quantity_not_a_number';
    return { reason, found: text };
  }
  if (isNegative && sign !== 'negative') return { reason: 'quantity_below_zero', found: text };
  if (!isNegative && sign === 'negative') return { reason: 'quantity_above_zero_in_a_return', found: text };
  return { quantity: formatQuantity(units) };
}
