import { finding, type Finding } from './finding.js';
import type { Evaluate } from './evaluator.js';
import { needInWords, type Need } from './needed.js';
import type { Showing } from './show-value.js';
import { termText } from './term-text.js';
import type { Term } from './term.js';

/** Why a condition does not hold: one term of it. */
export interface FailedTerm {
  /** As it stands in the condition: `purchase.total >= 50.00`. */
  readonly term: string;
  /** The value, `unknown` where the fact is absent. */
  readonly found: string;
  /** In English: `at least 50.00`. */
  readonly needed: string;
  /** The same as data: `at_least` and `50.00`. */
  readonly need: Need;
  readonly wanted: string;
}

export type Explain = (facts: unknown) => readonly FailedTerm[];

/**
 * What keeps a part from being what it should be; nothing where it is. `&&`, `||`, `!` and `?:` are taken apart, and of
 * an `||` that does not hold every side is told, since each would do.
 */
export function explainTerm(term: Term, should: boolean, showing: Showing): Explain {
  switch (term.op) {
    case 'not':
      return explainTerm(term.of, !should, showing);
    case 'and':
    case 'or': {
      const sides = [term.left, term.right].map((side) => explainTerm(side, should, showing));
      const needsBoth = (term.op === 'and') === should;
      return (facts) => {
        const failed = sides.map((side) => side(facts));
        return needsBoth || failed.every(({ length }) => length > 0) ? failed.flat() : [];
      };
    }
    case 'if': {
      const condition = showing.make.truth(term.condition);
      const isDecided = explainTerm(term.condition, true, showing);
      const then = explainTerm(term.then, should, showing);
      const otherwise = explainTerm(term.otherwise, should, showing);
      return (facts) => {
        const holds = condition(facts, undefined);
        return (holds === undefined ? isDecided : holds ? then : otherwise)(facts);
      };
    }
    default:
      return explainLeaf(term, should, showing);
  }
}

function explainLeaf(term: Term, should: boolean, showing: Showing): Explain {
  const truth: Evaluate<boolean> = showing.make.truth(term);
  const text = termText(showing.source, term.from, term.to);
  const find: Finding = finding(term, should, showing);
  return (facts) => {
    if (truth(facts, undefined) === should) return [];
    const { need, found, wanted } = find(facts);
    return [{ term: text, found, needed: needInWords(need, wanted), need, wanted }];
  };
}
