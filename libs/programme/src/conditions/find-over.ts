import type { Finding } from './finding.js';
import { misplaced } from './evaluator.js';
import type { Need } from './needed.js';
import { UNKNOWN, type Showing } from './show-value.js';
import type { Term } from './term.js';

type Over = Extract<Term, { op: 'over' }>;

/** Counts for how many elements the question is answered by yes: `0 of 3 lines`. */
export function findOver(term: Over, should: boolean, { make }: Showing): Finding {
  const [list, body] = [make.list(term.list), make.truth(term.body)];
  const need = needOf(term, should);
  const noun = term.list.type.kind === 'list' && term.list.type.of.kind === 'line' ? 'lines' : 'values';
  return (facts) => {
    const elements = list(facts, undefined);
    if (!elements) return { need, found: UNKNOWN, wanted: '' };
    const answers = elements.map((element) => body(facts, element));
    const unknown = answers.filter((answer) => answer === undefined).length;
    const found = `${answers.filter(Boolean).length} of ${elements.length} ${noun}`;
    return { need, found: unknown > 0 ? `${found}, ${unknown} ${UNKNOWN}` : found, wanted: '' };
  };
}

function needOf(term: Over, should: boolean): Need {
  switch (term.over) {
    case 'exists':
      return should ? 'some' : 'none';
    case 'all':
      return should ? 'every' : 'not_every';
    case 'exists_one':
      return should ? 'exactly_one' : 'not_exactly_one';
    default:
      return misplaced(term);
  }
}
