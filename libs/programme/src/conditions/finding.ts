import { findOver } from './find-over.js';
import type { Need } from './needed.js';
import { showValue, UNKNOWN, type Showing } from './show-value.js';
import type { Relation, Term, TextTest } from './term.js';
import { termText } from './term-text.js';

/** What was found and what was needed instead, for facts with which a term is not what it should be. */
export type Finding = (facts: unknown) => { readonly need: Need; readonly found: string; readonly wanted: string };

type Of<Op extends Term['op']> = Extract<Term, { op: Op }>;

export function finding(term: Term, should: boolean, showing: Showing): Finding {
  switch (term.op) {
    case 'compare':
      return findComparison(term, should, showing);
    case 'in':
      return findMembership(term, should, showing);
    case 'text':
      return findText(term, should, showing);
    case 'has':
      return () => (should ? KNOWN : NOT_KNOWN);
    case 'over':
      return findOver(term, should, showing);
    default: {
      const show = showValue(term, showing);
      return (facts) => ({ need: 'equal', found: show(facts), wanted: String(should) });
    }
  }
}

const KNOWN = { need: 'known', found: UNKNOWN, wanted: '' } as const;
const NOT_KNOWN = { need: 'unknown', found: 'known', wanted: '' } as const;

/** The side that is written out is what was needed, on whichever side of the sign it stands. */
function findComparison(term: Of<'compare'>, should: boolean, showing: Showing): Finding {
  const isTurned = isWritten(term.left) && !isWritten(term.right);
  const [asked, bound] = isTurned ? [term.right, term.left] : [term.left, term.right];
  const relation = isTurned ? TURNED[term.relation] : term.relation;
  const needs = term.left.type.kind === 'text' ? OF_TEXTS : OF_NUMBERS;
  const need = needs[should ? relation : OPPOSITE[relation]];
  const [found, wanted] = [showValue(asked, showing), showValue(bound, showing)];
  const where = isWritten(bound) ? '' : ` (${termText(showing.source, bound.from, bound.to)})`;
  return (facts) => ({ need, found: found(facts), wanted: wanted(facts) + where });
}

function findMembership({ item, list }: Of<'in'>, should: boolean, showing: Showing): Finding {
  const [one, all] = [showValue(item, showing), showValue(list, showing)];
  if (isWritten(item)) {
    const need = should ? 'with' : 'without';
    return (facts) => ({ need, found: all(facts), wanted: one(facts) });
  }
  const need = should ? 'one_of' : 'none_of';
  return (facts) => ({ need, found: one(facts), wanted: all(facts) });
}

function findText({ test, text, part }: Of<'text'>, should: boolean, showing: Showing): Finding {
  const [found, wanted] = [showValue(text, showing), showValue(part, showing)];
  const need = OF_PARTS[test][should ? 0 : 1];
  return (facts) => ({ need, found: found(facts), wanted: wanted(facts) });
}

function isWritten({ op }: Term): boolean {
  return op === 'literal' || op === 'negate';
}

const TURNED: Readonly<Record<Relation, Relation>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

const OPPOSITE: Readonly<Record<Relation, Relation>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

const OF_NUMBERS: Readonly<Record<Relation, Need>> = {
  '==': 'equal',
  '!=': 'other_than',
  '<': 'less_than',
  '<=': 'at_most',
  '>': 'more_than',
  '>=': 'at_least',
};

/** Only days and times are put in order. */
const OF_TEXTS: Readonly<Record<Relation, Need>> = {
  '==': 'equal',
  '!=': 'other_than',
  '<': 'before',
  '<=': 'until',
  '>': 'after',
  '>=': 'from',
};

const OF_PARTS: Readonly<Record<TextTest, readonly [Need, Need]>> = {
  startsWith: ['beginning_with', 'not_beginning_with'],
  endsWith: ['ending_with', 'not_ending_with'],
  contains: ['containing', 'not_containing'],
};
