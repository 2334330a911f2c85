/** What a term asked for, as data; whoever speaks another language than English makes its own sentence of it. */
export type Need =
  | 'at_least'
  | 'more_than'
  | 'at_most'
  | 'less_than'
  | 'equal'
  | 'other_than'
  | 'from'
  | 'after'
  | 'until'
  | 'before'
  | 'one_of'
  | 'none_of'
  | 'with'
  | 'without'
  | 'beginning_with'
  | 'not_beginning_with'
  | 'ending_with'
  | 'not_ending_with'
  | 'containing'
  | 'not_containing'
  | 'known'
  | 'unknown'
  | 'some'
  | 'none'
  | 'every'
  | 'not_every'
  | 'exactly_one'
  | 'not_exactly_one';

/** In English: `at least 50.00`. */
export function needInWords(need: Need, wanted: string): string {
  switch (need) {
    case 'equal':
      return wanted;
    case 'other_than':
      return `not ${wanted}`;
    case 'from':
      return `${wanted} or later`;
    case 'until':
      return `${wanted} or earlier`;
    case 'known':
    case 'unknown':
      return need;
    case 'some':
      return 'at least one';
    case 'none':
    case 'every':
    case 'not_every':
    case 'exactly_one':
    case 'not_exactly_one':
      return spoken(need);
    case 'at_least':
    case 'more_than':
    case 'at_most':
    case 'less_than':
    case 'after':
    case 'before':
    case 'one_of':
    case 'none_of':
    case 'with':
    case 'without':
    case 'beginning_with':
    case 'not_beginning_with':
    case 'ending_with':
    case 'not_ending_with':
    case 'containing':
    case 'not_containing':
      return `${spoken(need)} ${wanted}`;
    default:
      return need satisfies never;
  }
}

function spoken(need: Need): string {
  return need.replaceAll('_', ' ');
}
