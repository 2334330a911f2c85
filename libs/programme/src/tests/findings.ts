import { escapePointer, type YamlText } from '../document/yaml-text.js';

/** What of a test was not as it says; where its expectation stands in the text. */
export interface Difference {
  readonly test: string;
  readonly line: number;
  readonly column: number;
  /** As `coffee gives`. */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** Gathers what came otherwise in one step. */
export class Findings {
  readonly differences: Difference[] = [];

  constructor(
    private readonly document: YamlText,
    private readonly place: { readonly test: string; readonly pointer: string },
  ) {}

  /** `path` names fields below the step. */
  compare(path: readonly (string | number)[], what: string, values: { expected: Value; found: Value }): void {
    const [expected, found] = [String(values.expected), String(values.found)];
    if (expected === found) return;
    const { test } = this.place;
    const pointer = `${this.place.pointer}/${path.map((name) => escapePointer(String(name))).join('/')}`;
    const at = { pointer, code: 'wrong_value' as const, message: '', expected: '', found: '' };
    const { line, column } = this.document.locate(at);
    this.differences.push({ test, line, column, what, expected, found });
  }
}

type Value = string | number | bigint | boolean;

/** Texts are written with the spaces of a keyboard. */
export function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

export function listed(names: Iterable<string>): string {
  return [...names].sort().join(', ') || 'none';
}
