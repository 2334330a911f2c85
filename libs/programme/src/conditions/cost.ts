import { LINES_MAX } from './known-facts.js';
import type { Scope } from './checking.js';
import { isWrittenOut, type Term } from './term.js';

/** A step is about what a comparison costs: some ten nanoseconds. */
export const STEPS_MAX = 500_000;

/** What reading through a list or a text costs, in elements or letters for one step. */
const ELEMENTS_A_STEP = 4;
/** Where a text that is looked for is itself a fact. */
const LETTERS_MAX = 64;

/** The most steps that a condition can take for one purchase: a condition of a line is asked of each of its lines. */
export function worstCost(term: Term, scope: Scope, lines = LINES_MAX): number {
  return stepsOf(term, lines) * (scope === 'line' ? lines : 1);
}

function stepsOf(term: Term, lines: number): number {
  const own = ownSteps(term, lines);
  switch (term.op) {
    case 'literal':
    case 'element':
    case 'fact':
    case 'has':
      return own;
    case 'list':
      return term.items.reduce((steps, item) => steps + stepsOf(item, lines), own);
    case 'not':
    case 'negate':
      return own + stepsOf(term.of, lines);
    case 'and':
    case 'or':
    case 'compare':
    case 'arithmetic':
      return own + stepsOf(term.left, lines) + stepsOf(term.right, lines);
    case 'if':
      return own + stepsOf(term.condition, lines) + Math.max(stepsOf(term.then, lines), stepsOf(term.otherwise, lines));
    case 'in':
      return own + stepsOf(term.item, lines) + (isWrittenOut(term.list) ? 0 : stepsOf(term.list, lines));
    case 'text':
      return own + stepsOf(term.text, lines) + stepsOf(term.part, lines);
    case 'over':
      return own + stepsOf(term.list, lines) + lengthOf(term.list, lines) * stepsOf(term.body, lines);
    case 'size':
    case 'sum':
      return own + stepsOf(term.list, lines);
    default:
      return term satisfies never;
  }
}

/** What a part costs by itself, without the parts that it is made of. */
export function ownSteps(term: Term, lines = LINES_MAX): number {
  switch (term.op) {
    case 'in':
      return isWrittenOut(term.list) ? 1 : 1 + Math.ceil(lengthOf(term.list, lines) / ELEMENTS_A_STEP);
    case 'text':
      return term.test === 'contains' ? 1 + lettersOf(term.part) : 1;
    case 'over':
    case 'sum':
      return 1 + lengthOf(term.list, lines);
    case 'arithmetic':
      // Each factor makes the number longer, by a word of the machine at most.
      return term.operator === '*' ? 1 + factorsOf(term.left) + factorsOf(term.right) : 1;
    default:
      return 1;
  }
}

/** How many elements a list can have. */
function lengthOf(list: Term, lines: number): number {
  switch (list.op) {
    case 'fact':
      return list.name === 'purchase.lines' ? lines : list.most;
    case 'list':
      return list.items.length;
    case 'over':
      return lengthOf(list.list, lines);
    case 'if':
      return Math.max(lengthOf(list.then, lines), lengthOf(list.otherwise, lines));
    default:
      return 0;
  }
}

function lettersOf(part: Term): number {
  return part.op === 'literal' ? String(part.value).length : LETTERS_MAX;
}

function factorsOf(term: Term): number {
  if (term.op !== 'arithmetic') return 0;
  return (term.operator === '*' ? 1 : 0) + factorsOf(term.left) + factorsOf(term.right);
}
