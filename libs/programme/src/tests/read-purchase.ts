import type { Meaning } from '../document/meaning.js';
import type { YamlText } from '../document/yaml-text.js';
import type { Programme } from '../programme.js';
import type { Line, LineKind, Purchase } from '../purchase.js';

export interface PurchaseDocument {
  readonly at: string;
  readonly member?: string;
  readonly store?: string;
  readonly channel?: string;
  readonly currency?: string;
  readonly lines: readonly LineDocument[];
  readonly earns?: Readonly<Record<string, number>>;
  readonly offers?: Readonly<Record<string, number>>;
  readonly trimmed?: Readonly<Record<string, number>>;
}

interface LineDocument {
  readonly sku?: string;
  readonly categories?: readonly string[];
  readonly kind?: LineKind;
  readonly quantity?: unknown;
  readonly discount?: unknown;
  readonly tax?: unknown;
}

interface Around {
  readonly pointer: string;
  readonly programme: Programme;
  readonly document: YamlText;
}

const QUANTITY_SCALE = 6;
const ONE = 1_000_000n;

/** A purchase of a test, exact. Undefined where it is wrong, which `meaning` is told. */
export function readPurchase(
  written: PurchaseDocument,
  { pointer, programme, document }: Around,
  meaning: Meaning,
): Purchase | undefined {
  const before = meaning.problems.length;
  const occurredAt = Date.parse(written.at);
  if (Number.isNaN(occurredAt)) {
    const message = `The calendar has no ${written.at}.`;
    const expected = 'an instant such as 2026-03-05T10:15:00+01:00';
    meaning.refuse({ pointer: `${pointer}/at`, code: 'not_a_date', message, expected, found: written.at });
  }
  const code = written.currency ?? programme.currency;
  meaning.name(`${pointer}/currency`, code, [...programme.currencies.keys()], 'currency that the programme takes');
  for (const wallet of Object.keys(written.earns ?? {})) {
    meaning.name(`${pointer}/earns`, wallet, [...programme.wallets.keys()], 'wallet');
  }
  const offers = ['base', ...programme.offers.map(({ id }) => id)];
  for (const field of ['offers', 'trimmed'] as const) {
    for (const offer of Object.keys(written[field] ?? {})) meaning.name(`${pointer}/${field}`, offer, offers, 'offer');
  }

  const scale = programme.currencies.get(code)?.exponent ?? 2;
  const lines = written.lines.map((line, at) =>
    readLine(line, { pointer: `${pointer}/lines/${at}`, at, scale, document }, meaning),
  );
  if (meaning.problems.length > before) return undefined;
  const { store, channel } = written;
  return {
    occurredAt,
    currency: code,
    taxIncluded: programme.taxIncluded,
    lines,
    payments: [],
    ...(store !== undefined && { store }),
    ...(channel !== undefined && { channel }),
  };
}

function readLine(
  { sku, categories = [], kind = 'goods' }: LineDocument,
  { pointer, at, scale, document }: { pointer: string; at: number; scale: number; document: YamlText },
  meaning: Meaning,
): Line {
  const decimal = (field: string, digits: number, absent: bigint) =>
    document.textAt(`${pointer}/${field}`) === undefined
      ? absent
      : meaning.decimal(`${pointer}/${field}`, digits, 'zero or more');
  return {
    id: String(at + 1),
    sku: sku ?? `line ${at + 1}`,
    quantity: decimal('quantity', QUANTITY_SCALE, ONE),
    amount: decimal('amount', scale, 0n),
    discount: decimal('discount', scale, 0n),
    tax: decimal('tax', scale, 0n),
    kind,
    categories,
  };
}
