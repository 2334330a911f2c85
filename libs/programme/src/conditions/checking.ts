import type { ASTNode } from '@marcbachmann/cel-js';
import type { ProblemAt } from './condition-problem.js';
import type { FactSchema } from './fact-schema.js';
import type { Part, Term } from './term.js';
import { describeType, WRONG, type Type } from './types.js';

export type Scope = 'purchase' | 'line';

/** What is known while one condition is checked, and what was found so far. */
export interface Checking {
  readonly source: string;
  readonly schema: FactSchema;
  readonly scope: Scope;
  readonly problems: ProblemAt[];
  readonly uses: Set<string>;
  /** Inside of a comprehension. */
  readonly element?: Element;
}

/** What a comprehension has reached: its name, what it is, and the facts that it is one of, as `purchase.lines`. */
export interface Element {
  readonly name: string;
  readonly type: Type;
  readonly list: string;
}

export type Check = (node: ASTNode, checking: Checking) => Term;

export function termOf(node: ASTNode, type: Type, part: Part): Term {
  return { type, from: node.start, to: node.end, ...part };
}

/** Tells a problem, and leaves a part that agrees with everything. */
export function refuse(node: ASTNode, checking: Checking, problem: Omit<ProblemAt, 'at'> & { at?: number }): Term {
  checking.problems.push({ at: node.start, ...problem });
  return wrong(node);
}

/** A part whose problem has been told: it agrees with everything. */
export function wrong(node: ASTNode): Term {
  return termOf(node, WRONG, { op: 'literal', value: false });
}

/** The part must be one of these kinds; where it is not, that is told. */
export function expectKind(
  term: Term,
  kinds: readonly Type['kind'][],
  { expected, message, checking }: { expected: string; message: string; checking: Checking },
): boolean {
  if (term.type.kind === 'wrong' || kinds.includes(term.type.kind)) return true;
  checking.problems.push({ at: term.from, code: 'wrong_type', message, expected, found: describe(term, checking) });
  return false;
}

/** The text of a part and what it is: `'50' (a text)`. */
export function describe(term: Term, { source }: Checking): string {
  return `${source.slice(term.from, term.to)} (${describeType(term.type)})`;
}
