import type { Type } from './types.js';

export type Relation = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type Over = 'exists' | 'all' | 'exists_one' | 'filter' | 'map';
export type TextTest = 'startsWith' | 'endsWith' | 'contains';

/** A part of a condition, checked. `from` and `to` are its place in the source. */
export type Term = Place & Part;

export interface Place {
  readonly type: Type;
  readonly from: number;
  readonly to: number;
}

/** Read from the facts, or from the element that a comprehension has reached. */
export interface FactPart {
  readonly op: 'fact';
  readonly name: string;
  readonly root: 'facts' | 'element';
  readonly path: readonly string[];
  /** How many elements it can have, where it is a list. */
  readonly most: number;
}

export type Part =
  | { readonly op: 'literal'; readonly value: boolean | bigint | string }
  | FactPart
  | { readonly op: 'element' }
  | { readonly op: 'list'; readonly items: readonly Term[] }
  | { readonly op: 'and' | 'or'; readonly left: Term; readonly right: Term }
  | { readonly op: 'not' | 'negate'; readonly of: Term }
  | { readonly op: 'if'; readonly condition: Term; readonly then: Term; readonly otherwise: Term }
  | { readonly op: 'compare'; readonly relation: Relation; readonly left: Term; readonly right: Term }
  | { readonly op: 'in'; readonly item: Term; readonly list: Term }
  | {
      readonly op: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/' | '%';
      readonly left: Term;
      readonly right: Term;
    }
  | { readonly op: 'has'; readonly fact: Place & FactPart }
  | { readonly op: 'text'; readonly test: TextTest; readonly text: Term; readonly part: Term }
  | { readonly op: 'over'; readonly over: Over; readonly list: Term; readonly body: Term }
  | { readonly op: 'size' | 'sum'; readonly list: Term };

/** A list of literals alone: looked up at once, in a set that is made when the condition is. */
export function isWrittenOut(list: Term): list is Extract<Term, { op: 'list' }> {
  return list.op === 'list' && list.items.every(({ op }) => op === 'literal');
}
