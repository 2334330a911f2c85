import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Node,
  type Pair,
  type Scalar,
  type YAMLError,
  type YAMLWarning,
} from 'yaml';
import type { DocumentProblem, Finding } from './document-problem.js';
import { placeWithin, type Written } from './within-text.js';

/** Far more than any programme needs, and little enough to parse at once. */
const TEXT_LENGTH_MAX = 1_000_000;

/** After a few, what is not YAML only follows from what was not YAML before. */
const FAULTS_MAX = 5;

interface Place {
  readonly field: number | undefined;
  readonly value: number;
  /** A scalar as it is written: a number's value has lost its exact digits. */
  readonly text: string | undefined;
  /** A text, for problems inside of it. */
  readonly scalar?: Scalar;
}

/** A YAML (or JSON) text read into plain values that remember where they stand. */
export interface YamlText {
  readonly value: unknown;
  readonly textAt: (pointer: string) => string | undefined;
  /** `letter`: of the value, where the problem is inside of a text. */
  readonly locate: <Code extends string>(finding: Finding<Code>, letter?: number) => DocumentProblem<Code>;
}

export type ReadText =
  | { readonly ok: true; readonly text: YamlText }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

export function readYaml(text: string): ReadText {
  if (text.length > TEXT_LENGTH_MAX) {
    const finding = {
      pointer: '',
      code: 'document_too_large' as const,
      expected: `at most ${TEXT_LENGTH_MAX} characters`,
    };
    const message = 'The document is too large.';
    return { ok: false, problems: [{ line: 1, column: 1, ...finding, message, found: `${text.length} characters` }] };
  }

  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const told = document.errors.find(isTooDeep);
  const found = told ? [told] : [...document.errors, ...document.warnings];
  const faults = found.slice(0, FAULTS_MAX).map((error) => ({
    ...at(error.pos[0]),
    pointer: '',
    ...describe(error, /^[^\s:]*/.exec(text.slice(error.pos[0]))?.[0] ?? ''),
  }));
  if (faults.length > 0) return { ok: false, problems: faults };

  const places = new Map<string, Place>();
  const findings: Finding[] = [];
  const value = document.contents
    ? plain(document.contents, { pointer: '', field: undefined }, places, findings)
    : null;
  const locate = <Code extends string>(
    { atField, ...finding }: Finding<Code>,
    letter?: number,
  ): DocumentProblem<Code> => {
    const place = places.get(finding.pointer);
    if (letter !== undefined && place?.scalar) {
      const written = writtenAs(place.scalar, text);
      return { ...at(placeWithin(written, String(place.scalar.value), letter)), ...finding };
    }
    return { ...at((atField ? place?.field : undefined) ?? place?.value ?? 0), ...finding };
  };
  if (value === null) {
    const message = 'The document is empty.';
    findings.push({ pointer: '', code: 'empty_document', message, expected: 'a mapping of fields', found: 'nothing' });
  }
  if (findings.length > 0) return { ok: false, problems: findings.map((finding) => locate(finding)) };
  return { ok: true, text: { value, textAt: (pointer) => places.get(pointer)?.text, locate } };
}

interface Spot {
  readonly pointer: string;
  readonly field: number | undefined;
}

function plain(node: unknown, spot: Spot, places: Map<string, Place>, findings: Finding[]): unknown {
  const offset = startOf(node) ?? spot.field ?? 0;
  const text = isScalar(node) ? (node.source ?? String(node.value)) : undefined;
  const scalar = isScalar(node) && typeof node.value === 'string' ? { scalar: node } : undefined;
  places.set(spot.pointer, { field: spot.field, value: offset, text, ...scalar });

  if (isMap(node)) {
    const value: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const pair of node.items) {
      const name = nameOf(pair);
      const pointer = `${spot.pointer}/${escapePointer(name)}`;
      value[name] = plain(pair.value, { pointer, field: startOf(pair.key) }, places, findings);
    }
    return value;
  }
  if (isSeq(node)) {
    return node.items.map((item, index) =>
      plain(item, { pointer: `${spot.pointer}/${index}`, field: undefined }, places, findings),
    );
  }
  if (isAlias(node)) {
    const message = 'Aliases are not allowed: write the value out.';
    findings.push({
      pointer: spot.pointer,
      code: 'alias_not_allowed',
      message,
      expected: 'a value',
      found: `*${node.source}`,
    });
    return undefined;
  }
  return isScalar(node) ? node.value : null;
}

function writtenAs({ range, type }: Scalar, text: string): Written {
  const [from, end] = range ?? [0, 0];
  const style = type === 'QUOTE_SINGLE' ? 'single' : type === 'QUOTE_DOUBLE' ? 'double' : 'plain';
  const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
  return { from, source: text.slice(from, end), style: isBlock ? 'block' : style };
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.source ?? key.value) : String(key);
}

export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The reader goes down by calling itself, and had no room left to. */
const isTooDeep = ({ code }: YAMLError | YAMLWarning): boolean => code === 'RESOURCE_EXHAUSTION';

function describe(error: YAMLError | YAMLWarning, found: string): Omit<Finding, 'pointer'> {
  const { code, message } = error;
  if (isTooDeep(error)) {
    const said = 'Lists and mappings stand within each other too deeply.';
    return { code: 'nested_too_deeply', message: said, expected: 'a few levels', found: 'hundreds' };
  }
  if (code === 'DUPLICATE_KEY') {
    return {
      code: 'duplicate_field',
      message: `The field \`${found}\` stands here twice.`,
      expected: 'every field once',
      found,
    };
  }
  if (code === 'TAG_RESOLVE_FAILED') {
    return { code: 'tag_not_allowed', message: `Tags are not allowed: ${message}.`, expected: 'a plain value', found };
  }
  return { code: 'not_yaml', message: `This is not YAML: ${message}.`, expected: 'a YAML or JSON text', found };
}
