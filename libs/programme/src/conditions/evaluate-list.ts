import { chosen, elementScale, misplaced, reading, scaleOf, single, type Evaluate, type Making } from './evaluator.js';
import { readList } from './read-fact.js';
import type { Term } from './term.js';

/** The elements of a list; unknown as soon as one of those that were made for it is. */
export function evaluateList(term: Term, make: Making): Evaluate<readonly unknown[]> {
  switch (term.op) {
    case 'fact':
      return reading(term, readList);
    case 'list':
      return written(term, make);
    case 'if':
      return chosen(make.truth(term.condition), make.list(term.then), make.list(term.otherwise));
    case 'over':
      return term.over === 'map' ? mapped(term, make) : filtered(term, make);
    default:
      return misplaced(term);
  }
}

/** All at the list's scale. */
function written(term: Extract<Term, { op: 'list' }>, make: Making): Evaluate<readonly unknown[]> {
  const scale = elementScale(term);
  const items = term.items.map((item) => single(item, make, scale));
  return (facts, element) => {
    const values: unknown[] = [];
    for (const item of items) {
      const value = item(facts, element);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  };
}

type Over = Extract<Term, { op: 'over' }>;

function mapped(term: Over, make: Making): Evaluate<readonly unknown[]> {
  const list = make.list(term.list);
  const body = single(term.body, make, scaleOf(term.body));
  return (facts, element) => {
    const elements = list(facts, element);
    if (!elements) return undefined;
    const values: unknown[] = [];
    for (const one of elements) {
      const value = body(facts, one);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  };
}

function filtered(term: Over, make: Making): Evaluate<readonly unknown[]> {
  const list = make.list(term.list);
  const body = make.truth(term.body);
  return (facts, element) => {
    const elements = list(facts, element);
    if (!elements) return undefined;
    const kept: unknown[] = [];
    for (const one of elements) {
      const holds = body(facts, one);
      if (holds === undefined) return undefined;
      if (holds) kept.push(one);
    }
    return kept;
  };
}
