import { chosen, misplaced, reading, type Evaluate, type Making } from './evaluator.js';
import { readText } from './read-fact.js';
import type { Term } from './term.js';

export function evaluateText(term: Term, make: Making): Evaluate<string> {
  switch (term.op) {
    case 'literal': {
      const value = readText(term.value);
      return () => value;
    }
    case 'fact':
      return reading(term, readText);
    case 'element':
      return (_facts, element) => readText(element);
    case 'if':
      return chosen(make.truth(term.condition), make.text(term.then), make.text(term.otherwise));
    default:
      return misplaced(term);
  }
}
