import { parsePattern, type Meaning, type Pattern } from '@loyalty/programme';
import type { IdentityKind, LineMapping, Mapping, ReturnsMapping } from './mapping.js';
import type { MappingCode } from './parse-mapping.js';
import { columnsOf, parseTemplate, type Template } from './template.js';
import { parseTimeFormat, type TimeFormat } from './time-format.js';

/** The shape that the JSON Schema promises. */
export interface MappingDocument {
  readonly programme: string;
  readonly programmeFile?: string;
  readonly source: string;
  readonly currency: string;
  readonly taxIncluded?: boolean;
  readonly format: {
    readonly kind: 'delimited' | 'whitespace';
    readonly separator?: string;
    readonly quote?: string;
    readonly columns?: readonly string[];
  };
  readonly time: { readonly from: string; readonly format: string; readonly zone: string };
  readonly group?: string;
  readonly externalId: string;
  readonly member?: Readonly<Partial<Record<IdentityKind, string>>>;
  readonly store?: string;
  readonly channel?: string;
  readonly line: Readonly<Record<'sku' | 'quantity', string>> &
    Readonly<Partial<Record<'unitPrice' | 'amount' | 'discount' | 'tax' | 'kind', string>>> & {
      readonly categories?: readonly string[];
    };
  readonly returns?: {
    readonly when: { readonly value: string; readonly like: string };
    readonly quantities: 'negative' | 'positive';
  };
}

type MappingMeaning = Meaning<MappingCode>;

/** Undefined where something is wrong; what it is, `meaning` has been told. */
export function buildMapping(document: MappingDocument, meaning: MappingMeaning): Mapping | undefined {
  const template = (pointer: string, text: string) => readTemplate({ pointer, text }, document.format.columns, meaning);
  const optional = <Name extends string>(name: Name, pointer: string, text: string | undefined) =>
    (text === undefined ? {} : { [name]: template(pointer, text) }) as Partial<Record<Name, Template>>;

  meaning.currency('/currency', document.currency);
  const zone = meaning.timeZone('/time/zone', document.time.zone);
  const format = readTimeFormat(document.time.format, zone, meaning);
  const line = buildLine(document.line, { template, optional }, meaning);
  const [member] = Object.entries(document.member ?? {}) as [IdentityKind, string][];
  const returns = document.returns && buildReturns(document.returns, template, meaning);
  if (!format) return undefined;

  return {
    programme: document.programme,
    ...(document.programmeFile !== undefined && { programmeFile: document.programmeFile }),
    source: document.source,
    currency: document.currency,
    ...(document.taxIncluded !== undefined && { taxIncluded: document.taxIncluded }),
    format: { separator: ',', quote: '"', ...document.format },
    time: { from: template('/time/from', document.time.from), format },
    ...optional('group', '/group', document.group),
    externalId: template('/externalId', document.externalId),
    ...(member && { member: { kind: member[0], value: template(`/member/${member[0]}`, member[1]) } }),
    ...optional('store', '/store', document.store),
    ...optional('channel', '/channel', document.channel),
    line,
    ...(returns && { returns }),
  };
}

interface Templates {
  readonly template: (pointer: string, text: string) => Template;
  readonly optional: <Name extends string>(
    name: Name,
    pointer: string,
    text: string | undefined,
  ) => Partial<Record<Name, Template>>;
}

function buildLine(
  line: MappingDocument['line'],
  { template, optional }: Templates,
  meaning: MappingMeaning,
): LineMapping {
  if (line.unitPrice === undefined && line.amount === undefined) {
    const message = 'A line needs `unitPrice` or `amount`.';
    const expected = 'unitPrice or amount';
    meaning.refuse({ pointer: '/line', code: 'price_is_missing', message, expected, found: 'neither', atField: true });
  }
  return {
    sku: template('/line/sku', line.sku),
    quantity: template('/line/quantity', line.quantity),
    ...optional('unitPrice', '/line/unitPrice', line.unitPrice),
    ...optional('amount', '/line/amount', line.amount),
    ...optional('discount', '/line/discount', line.discount),
    ...optional('tax', '/line/tax', line.tax),
    ...optional('kind', '/line/kind', line.kind),
    categories: (line.categories ?? []).map((text, index) => template(`/line/categories/${index}`, text)),
  };
}

function buildReturns(
  { when, quantities }: NonNullable<MappingDocument['returns']>,
  template: Templates['template'],
  meaning: MappingMeaning,
): ReturnsMapping {
  return {
    when: { value: template('/returns/when/value', when.value), like: readPattern(when.like, meaning) },
    quantities,
  };
}

function readPattern(text: string, meaning: MappingMeaning): Pattern {
  const pattern = parsePattern(text);
  if (typeof pattern !== 'string') return pattern;
  const expected = 'a pattern of * (any run), ? (any character), # (a digit)';
  const message = `${text} is no pattern: expected ${expected}.`;
  meaning.refuse({ pointer: '/returns/when/like', code: 'invalid_pattern', message, expected, found: text });
  return { text, tokens: [] };
}

function readTimeFormat(text: string, zone: string, meaning: MappingMeaning): TimeFormat | undefined {
  const format = parseTimeFormat(text, zone);
  if (format) return format;
  const expected = 'yyyy, MM and dd, and perhaps HH, mm and ss, each once';
  const message = `${text} is no time format: expected ${expected}.`;
  meaning.refuse({ pointer: '/time/format', code: 'not_a_time_format', message, expected, found: text });
  return undefined;
}

/** Where the file itself names its columns, they are looked for when it is opened. */
function readTemplate(
  { pointer, text }: { readonly pointer: string; readonly text: string },
  columns: readonly string[] | undefined,
  meaning: MappingMeaning,
): Template {
  const template = parseTemplate(text);
  for (const column of columns ? columnsOf(template) : []) {
    if (columns?.includes(column)) continue;
    const expected = `one of ${columns?.join(', ')}`;
    const message = `There is no column ${column}: expected ${expected}.`;
    meaning.refuse({ pointer, code: 'unknown_column', message, expected, found: column });
  }
  return template;
}
