import { misplaced, type Evaluate, type Making } from './evaluator.js';
import type { Term } from './term.js';

/**
 * `exists` is an `||` over the elements and `all` an `&&`: an element of which nothing is known matters only where no
 * other one decides. `exists_one` counts, so that all must be known.
 */
export function evaluateQuantified(term: Extract<Term, { op: 'over' }>, make: Making): Evaluate<boolean> {
  const list = make.list(term.list);
  const body = make.truth(term.body);
  switch (term.over) {
    case 'exists':
    case 'all': {
      const decides = term.over === 'exists';
      return (facts, element) => {
        const elements = list(facts, element);
        return elements && decided(elements, decides, (one) => body(facts, one));
      };
    }
    case 'exists_one':
      return (facts, element) => {
        const elements = list(facts, element);
        return elements && isOne(elements, (one) => body(facts, one));
      };
    default:
      return misplaced(term);
  }
}

type Ask = (element: unknown) => boolean | undefined;

function decided(elements: readonly unknown[], decides: boolean, ask: Ask): boolean | undefined {
  let isKnown = true;
  for (const element of elements) {
    const holds = ask(element);
    if (holds === decides) return decides;
    if (holds === undefined) isKnown = false;
  }
  return isKnown ? !decides : undefined;
}

function isOne(elements: readonly unknown[], ask: Ask): boolean | undefined {
  let count = 0;
  for (const element of elements) {
    const holds = ask(element);
    if (holds === undefined) return undefined;
    if (holds) count += 1;
  }
  return count === 1;
}
