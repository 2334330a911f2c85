import type { Over, TextTest } from './term.js';

/** What may be asked of a list or a text. A call that is not here is refused, whatever the parser knows. */
export type Method =
  | { readonly does: 'over'; readonly over: Over; readonly args: 2 }
  | { readonly does: 'test'; readonly test: TextTest; readonly args: 1 }
  | { readonly does: 'size' | 'sum'; readonly args: 0 };

export const CALLS: ReadonlySet<string> = new Set(['has', 'size']);

export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ...(['exists', 'all', 'exists_one', 'filter', 'map'] as const).map((over): [string, Method] => [
    over,
    { does: 'over', over, args: 2 },
  ]),
  ...(['startsWith', 'endsWith', 'contains'] as const).map((test): [string, Method] => [
    test,
    { does: 'test', test, args: 1 },
  ]),
  ['size', { does: 'size', args: 0 }],
  ['sum', { does: 'sum', args: 0 }],
]);

const TYPED = 'every fact has its type already';
const TIMES = 'a condition knows no instants; `purchase.date`, `purchase.time` and their like are the local ones';
const TEXTS = 'texts are compared as they are; use `startsWith`, `endsWith`, `contains` or `in`';

/** What other users of the language know, and why it is not here. */
export const REFUSED: ReadonlyMap<string, string> = new Map([
  [
    'matches',
    'a regular expression can take seconds on 30 characters; use `startsWith`, `endsWith`, `contains` or `in`',
  ],
  ...['int', 'uint', 'double', 'string', 'bool', 'bytes', 'dyn', 'type'].map((name): [string, string] => [name, TYPED]),
  ...['timestamp', 'duration', 'getFullYear', 'getMonth', 'getDate', 'getDayOfWeek', 'getHours', 'getMinutes'].map(
    (name): [string, string] => [name, TIMES],
  ),
  ...['split', 'join', 'substring', 'indexOf', 'lastIndexOf', 'lowerAscii', 'upperAscii', 'trim', 'replace'].map(
    (name): [string, string] => [name, TEXTS],
  ),
  ['bind', 'a condition has no variables of its own; write the part twice'],
]);
