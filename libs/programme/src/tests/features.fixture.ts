import type { Condition } from '../conditions/index.js';
import { programmeSchema } from '../document/programme.schema.js';
import type { Programme } from '../programme.js';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly const?: string;
}

/** Parts that mean the same wherever they stand: one recipe that uses them anywhere is enough. */
const SHARED = new Set([
  ...['kinds', 'include', 'exclude', 'unitPriceAbove', 'basis', 'rounding', 'caps', 'uses', 'budget'],
  ...['expiry', 'pending', 'partner', 'only', 'when', 'from', 'until', 'text', 'timeZone', 'wallet', 'unit'],
]);

/** Every field of a document that can be used, and every word where a field is a choice of words. */
export function allFeatures(): ReadonlySet<string> {
  const found = new Set<string>();
  walk(programmeSchema as unknown as Schema, '', undefined, found);
  return found;
}

/** Those that a document uses. */
export function featuresOf(document: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  walk(programmeSchema as unknown as Schema, '', [document], found);
  return found;
}

/** `values` are those that stand at this place; undefined: whatever could. */
function walk(schema: Schema, prefix: string, values: readonly unknown[] | undefined, found: Set<string>): void {
  const words = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  for (const word of words) if (!values || values.includes(word)) found.add(`${prefix}=${word}`);
  for (const branch of schema.anyOf ?? []) walk(branch, prefix, values, found);
  // A list of words (days, kinds of line) is one feature.
  if (schema.items && !schema.items.enum) walk(schema.items, prefix, values?.flat(), found);

  const mappings = values?.filter(isMapping);
  if (typeof schema.additionalProperties === 'object') {
    const each = mappings?.flatMap((mapping) => Object.values(mapping));
    if (!each || each.length > 0) walk(schema.additionalProperties, `${prefix}/*`, each, found);
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const written = mappings?.flatMap((mapping) => (name in mapping ? [mapping[name]] : []));
    if (written?.length === 0) continue;
    const feature = SHARED.has(name) ? name : `${prefix}/${name}`;
    found.add(feature);
    walk(property, feature, written, found);
  }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What conditions of a programme ask of: `purchase`, `line`, `member`, … */
export function factsAsked({ offers, discounts, segments }: Programme): ReadonlySet<string> {
  const conditions: readonly (Condition | null)[] = [
    ...[...offers, ...discounts].flatMap(({ only, linesWhen }) => [only.when, linesWhen]),
    ...[...segments.values()].map(({ when }) => when),
  ];
  const facts = conditions.flatMap((condition) => [...(condition?.uses ?? [])]);
  return new Set(facts.map((fact) => fact.split('.')[0] ?? ''));
}
