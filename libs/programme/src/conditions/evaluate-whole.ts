import { chosen, misplaced, reading, scaleOf, type Evaluate, type Making } from './evaluator.js';
import { readExact, readWhole } from './read-fact.js';
import type { Term } from './term.js';

type Arithmetic = Extract<Term, { op: 'arithmetic' }>;

/** A number at its own scale. */
export function evaluateWhole(term: Term, make: Making): Evaluate<bigint> {
  switch (term.op) {
    case 'literal': {
      const value = readWhole(term.value);
      return () => value;
    }
    case 'fact':
      return reading(term, term.type.kind === 'int' ? readWhole : readExact);
    case 'element':
      return (_facts, element) => readWhole(element);
    case 'negate': {
      const of = make.whole(term.of);
      return (facts, element) => {
        const value = of(facts, element);
        return value === undefined ? undefined : -value;
      };
    }
    case 'if': {
      const scale = scaleOf(term);
      return chosen(make.truth(term.condition), make.whole(term.then, scale), make.whole(term.otherwise, scale));
    }
    case 'arithmetic':
      return arithmetic(term, make);
    case 'size': {
      const list = make.list(term.list);
      return (facts, element) => {
        const elements = list(facts, element);
        return elements && BigInt(elements.length);
      };
    }
    case 'sum': {
      const list = make.list(term.list);
      return (facts, element) => sum(list(facts, element));
    }
    default:
      return misplaced(term);
  }
}

/** So that two sides can be compared: a literal is shifted once, for ever. */
export function atScale(term: Term, evaluate: Evaluate<bigint>, scale: number): Evaluate<bigint> {
  const factor = 10n ** BigInt(scale - scaleOf(term));
  if (factor === 1n) return evaluate;
  if (term.op === 'literal') {
    const shifted = (readWhole(term.value) ?? 0n) * factor;
    return () => shifted;
  }
  return (facts, element) => {
    const value = evaluate(facts, element);
    return value === undefined ? undefined : value * factor;
  };
}

function sum(elements: readonly unknown[] | undefined): bigint | undefined {
  if (!elements) return undefined;
  let total = 0n;
  for (const element of elements) {
    const value = readWhole(element);
    if (value === undefined) return undefined;
    total += value;
  }
  return total;
}

/** Sums are made at one scale; the scales of factors add up. */
function arithmetic(term: Arithmetic, make: Making): Evaluate<bigint> {
  const isSum = term.operator === '+' || term.operator === '-';
  const left = isSum ? make.whole(term.left, scaleOf(term)) : make.whole(term.left);
  const right = isSum ? make.whole(term.right, scaleOf(term)) : make.whole(term.right);
  const calculate = CALCULATE[term.operator];
  return (facts, element) => {
    const first = left(facts, element);
    if (first === undefined) return undefined;
    const second = right(facts, element);
    return second === undefined ? undefined : calculate(first, second);
  };
}

const CALCULATE: Readonly<Record<Arithmetic['operator'], (left: bigint, right: bigint) => bigint | undefined>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  // What is divided by zero is unknown, as everything that cannot be said.
  '/': (left, right) => (right === 0n ? undefined : left / right),
  '%': (left, right) => (right === 0n ? undefined : left % right),
};
