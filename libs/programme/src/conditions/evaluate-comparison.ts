import { scaleOf, type Evaluate, type Making } from './evaluator.js';
import type { Relation, Term } from './term.js';
import { isNumeric } from './types.js';

type Comparison = Extract<Term, { op: 'compare' }>;

export function evaluateComparison(term: Comparison, make: Making): Evaluate<boolean> {
  const { left, right, relation } = term;
  if (isNumeric(left.type)) {
    const scale = Math.max(scaleOf(left), scaleOf(right));
    return compared(WHOLES[relation], make.whole(left, scale), make.whole(right, scale));
  }
  if (left.type.kind === 'text') {
    return compared(TEXTS[relation], make.text(left), make.text(right));
  }
  const isEqual = relation === '==';
  return compared((one: boolean, other: boolean) => (one === other) === isEqual, make.truth(left), make.truth(right));
}

type Compare<T> = (left: T, right: T) => boolean;

function compared<T>(compare: Compare<T>, left: Evaluate<T>, right: Evaluate<T>): Evaluate<boolean> {
  return (facts, element) => {
    const one = left(facts, element);
    if (one === undefined) return undefined;
    const other = right(facts, element);
    return other === undefined ? undefined : compare(one, other);
  };
}

const WHOLES: Readonly<Record<Relation, Compare<bigint>>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** Only dates and times are put in order, and those of ASCII: no locale has a say. */
const TEXTS: Readonly<Record<Relation, Compare<string>>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};
