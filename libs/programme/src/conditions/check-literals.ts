import type { ASTNode } from '@marcbachmann/cel-js';
import { parseDecimal } from '../money/decimal.js';
import { describe, refuse, termOf, type Check, type Checking } from './checking.js';
import type { Term } from './term.js';
import { common, isNumeric, WRONG, type Type } from './types.js';

const DECIMAL = /^\d{1,15}(?:\.(\d{1,6}))?$/;

type Literal = Extract<ASTNode, { op: 'value' }>;
type List = Extract<ASTNode, { op: 'list' }>;

/**
 * Numbers are read from the text of the condition, digit by digit: what the parser made of `19.99` has been through
 * binary floating point and is never looked at.
 */
export function checkLiteral(node: Literal, checking: Checking): Term {
  const { args: value } = node;
  const written = checking.source.slice(node.start, node.end);
  switch (typeof value) {
    case 'boolean':
      return termOf(node, { kind: 'bool' }, { op: 'literal', value });
    case 'string':
      return termOf(node, { kind: 'text' }, { op: 'literal', value });
    case 'number':
    case 'bigint':
      return checkNumber(node, written, checking);
    default: {
      const [message, expected] =
        value === null
          ? ['No fact is ever null. Whether a fact is known says `has`.', '`has(fact)` or a value']
          : ['Unsigned numbers and bytes have no use in a condition.', 'a number as 3 or a text'];
      return refuse(node, checking, { code: 'form_not_allowed', message, expected, found: written });
    }
  }
}

function checkNumber(node: Literal, written: string, checking: Checking): Term {
  const decimal = DECIMAL.exec(written);
  const scale = decimal?.[1]?.length ?? 0;
  const value = decimal ? parseDecimal(written, scale) : undefined;
  if (value === undefined) {
    const expected = 'a number as 50 or 49.99, of at most 15 digits and 6 decimals';
    const message = `\`${written}\` is not a number that a condition can hold.`;
    return refuse(node, checking, { code: 'wrong_value', message, expected, found: written });
  }
  const kind = decimal?.[1] === undefined ? 'int' : 'number';
  return termOf(node, { kind, scale, isConstant: true }, { op: 'literal', value });
}

/** A list that is written out: its elements have one type. */
export function checkList(node: List, checking: Checking, check: Check): Term {
  const items = node.args.map((item) => check(item, checking));
  const [first] = items;
  if (!first) {
    const message = 'An empty list has nothing in it to compare with.';
    return refuse(node, checking, { code: 'wrong_value', message, expected: 'at least one element', found: '[]' });
  }
  let of: Type = first.type;
  for (const item of items) {
    const both: Type | undefined = common(of, item.type);
    if (both && (both.kind === 'text' || both.kind === 'wrong' || isNumeric(both))) {
      of = both;
      continue;
    }
    checking.problems.push({
      at: item.from,
      code: 'wrong_type',
      message: 'The elements of a list are texts or numbers, all of one kind.',
      expected: first === item ? 'a text or a number' : `the same as ${describe(first, checking)}`,
      found: describe(item, checking),
    });
    of = WRONG;
  }
  return termOf(node, { kind: 'list', of }, { op: 'list', items });
}
