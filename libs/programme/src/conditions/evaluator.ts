import { valueAt, type Read } from './read-fact.js';
import type { Term } from './term.js';
import { isNumeric } from './types.js';

/**
 * A part of a condition as a function of the facts and of the element that a comprehension has reached. Undefined:
 * unknown, because a fact that it needs is.
 */
export type Evaluate<T> = (facts: unknown, element: unknown) => T | undefined;

/** Makes functions of parts, by what they are. */
export interface Making {
  truth(term: Term): Evaluate<boolean>;
  /** As a whole number of 10^-scale; the part's own scale where none is asked for, else at least that. */
  whole(term: Term, scale?: number): Evaluate<bigint>;
  text(term: Term): Evaluate<string>;
  list(term: Term): Evaluate<readonly unknown[]>;
}

export function scaleOf({ type }: Term): number {
  return isNumeric(type) ? type.scale : 0;
}

/** The scale of the elements of a list. */
export function elementScale({ type }: Term): number {
  return type.kind === 'list' && isNumeric(type.of) ? type.of.scale : 0;
}

/** A text or a number. */
export function single(term: Term, make: Making, scale: number): Evaluate<string | bigint> {
  return isNumeric(term.type) ? make.whole(term, scale) : make.text(term);
}

export function reading<T>({ root, path }: Extract<Term, { op: 'fact' }>, read: Read<T>): Evaluate<T> {
  const valueOf = valueAt(path);
  if (root === 'element') return (_facts, element) => read(valueOf(element));
  return (facts) => read(valueOf(facts));
}

export function chosen<T>(condition: Evaluate<boolean>, then: Evaluate<T>, otherwise: Evaluate<T>): Evaluate<T> {
  return (facts, element) => {
    const holds = condition(facts, element);
    return holds === undefined ? undefined : (holds ? then : otherwise)(facts, element);
  };
}

/** A part of another kind stands here: the check has let something through that it should not. */
export function misplaced(term: Term): never {
  throw new Error(`The part ${term.op} at ${term.from} is ${term.type.kind}, which has no place here.`);
}
