import { formatShortest } from '../money/decimal.js';
import { elementScale, scaleOf, type Making } from './evaluator.js';
import type { Term } from './term.js';
import type { Type } from './types.js';

export const UNKNOWN = 'unknown';
const SHOWN_MAX = 10;

/** The value of a part in words, for these facts. */
export type Show = (facts: unknown) => string;

export interface Showing {
  readonly source: string;
  readonly moneyDecimals: number;
  readonly make: Making;
}

export function showValue(term: Term, showing: Showing): Show {
  const { source, moneyDecimals, make } = showing;
  switch (term.type.kind) {
    case 'bool': {
      const truth = make.truth(term);
      return (facts) => truth(facts, undefined)?.toString() ?? UNKNOWN;
    }
    case 'int':
    case 'number':
    case 'money': {
      // A number stands in an explanation as it stands in the condition: 50.00, not 50.
      if (term.op === 'literal') return constant(source.slice(term.from, term.to));
      const whole = make.whole(term);
      const decimals = term.type.kind === 'money' ? moneyDecimals : 0;
      return (facts) => {
        const value = whole(facts, undefined);
        return value === undefined ? UNKNOWN : showDecimal(value, scaleOf(term), decimals);
      };
    }
    case 'text': {
      const text = make.text(term);
      return (facts) => showText(text(facts, undefined));
    }
    case 'list': {
      const list = make.list(term);
      const of: Type = term.type.of;
      const decimals = of.kind === 'money' ? moneyDecimals : 0;
      return (facts) => showList(list(facts, undefined), elementScale(term), decimals);
    }
    case 'line':
    case 'wrong':
      return constant(UNKNOWN);
    default:
      return term.type satisfies never;
  }
}

function constant(text: string): Show {
  return () => text;
}

function showDecimal(value: bigint, scale: number, decimals: number): string {
  const [whole = '', fraction = ''] = formatShortest(value, scale).split('.');
  const padded = fraction.padEnd(decimals, '0');
  return padded === '' ? whole : `${whole}.${padded}`;
}

/** What is empty is seen to be. */
function showText(text: unknown): string {
  if (text === '') return "''";
  return typeof text === 'string' ? text : UNKNOWN;
}

function showList(elements: readonly unknown[] | undefined, scale: number, decimals: number): string {
  if (!elements) return UNKNOWN;
  if (elements.length === 0) return 'nothing';
  const shown = elements.slice(0, SHOWN_MAX).map((element) => {
    return typeof element === 'bigint' ? showDecimal(element, scale, decimals) : showText(element);
  });
  const left = elements.length - shown.length;
  return shown.join(', ') + (left > 0 ? ` and ${left} more` : '');
}
