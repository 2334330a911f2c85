import type { Meaning } from '../document/meaning.js';
import type { YamlText } from '../document/yaml-text.js';
import type { Programme } from '../programme.js';
import type { Instant, Line, Payment, Purchase } from '../purchase.js';
import type { LineDocument, StepDocument } from './tests-document.js';

interface Around {
  readonly pointer: string;
  readonly programme: Programme;
  readonly document: YamlText;
  readonly occurredAt: Instant;
}

const QUANTITY_SCALE = 6;
const ONE = 1_000_000n;

/** A purchase of a test, exact. Undefined where it is wrong, which `meaning` is told. */
export function readPurchase(
  written: StepDocument,
  { pointer, programme, document, occurredAt }: Around,
  meaning: Meaning,
): Purchase | undefined {
  const before = meaning.problems.length;
  const code = written.currency ?? programme.currency;
  meaning.name(`${pointer}/currency`, code, [...programme.currencies.keys()], 'currency that the programme takes');
  const scale = programme.currencies.get(code)?.exponent ?? 2;
  const lines = (written.lines ?? []).map((line, at) =>
    readLine(line, { pointer: `${pointer}/lines/${at}`, at, scale, document }, meaning),
  );
  const payments = Object.keys(written.paidWith ?? {}).map((kind): Payment => {
    const amount = meaning.decimal(`${pointer}/paidWith/${kind}`, scale, 'zero or more');
    return { kind: kind as Payment['kind'], amount };
  });
  if (meaning.problems.length > before) return undefined;
  const { store, channel, taxIncluded = programme.taxIncluded } = written;
  return {
    occurredAt,
    currency: code,
    taxIncluded,
    lines,
    payments,
    ...(store !== undefined && { store }),
    ...(channel !== undefined && { channel }),
  };
}

function readLine(
  { sku, gtin, categories = [], kind = 'goods' }: LineDocument,
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
    ...(gtin !== undefined && { gtin }),
    quantity: decimal('quantity', QUANTITY_SCALE, ONE),
    amount: decimal('amount', scale, 0n),
    discount: decimal('discount', scale, 0n),
    tax: decimal('tax', scale, 0n),
    kind,
    categories,
  };
}
