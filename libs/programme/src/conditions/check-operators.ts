import type { ASTNode } from '@marcbachmann/cel-js';
import { checkDomain } from './check-domain.js';
import { describe, expectKind, refuse, termOf, wrong, type Check, type Checking } from './checking.js';
import { isParenthesised } from './term-text.js';
import type { Relation, Term } from './term.js';
import { BOOL, common, describeType, isNumeric, startsBig, WRONG, type Type } from './types.js';

type Node<Op extends ASTNode['op']> = Extract<ASTNode, { op: Op }>;

export function checkBoth(node: Node<'&&' | '||'>, checking: Checking, check: Check): Term {
  const [left, right] = [check(node.args[0], checking), check(node.args[1], checking)];
  for (const side of [left, right]) expectTruth(side, `Both sides of \`${node.op}\` are true or false.`, checking);
  return termOf(node, BOOL, { op: node.op === '&&' ? 'and' : 'or', left, right });
}

export function checkNot(node: Node<'!_'>, checking: Checking, check: Check): Term {
  const of = check(node.args, checking);
  const isTruth = expectTruth(of, 'What `!` turns round is true or false, as in `!(a == b)`.', checking);
  return termOf(node, isTruth ? BOOL : WRONG, { op: 'not', of });
}

export function checkNegation(node: Node<'-_'>, checking: Checking, check: Check): Term {
  const of = check(node.args, checking);
  const message = 'Only a number or money can be negative.';
  expectKind(of, ['int', 'number', 'money'], { expected: 'a number', message, checking });
  return termOf(node, of.type, { op: 'negate', of });
}

export function checkIf(node: Node<'?:'>, checking: Checking, check: Check): Term {
  const condition = check(node.args[0], checking);
  expectTruth(condition, 'What stands before `?` is true or false.', checking);
  const [then, otherwise] = [check(node.args[1], checking), check(node.args[2], checking)];
  const type = common(then.type, otherwise.type);
  if (!type) return refusePair(node, { left: then, right: otherwise }, 'Both outcomes are of one kind.', checking);
  return termOf(node, type, { op: 'if', condition, then, otherwise });
}

export function checkComparison(node: Node<Relation>, checking: Checking, check: Check): Term {
  if (isAmbiguous(node, checking.source)) {
    const message = `\`a ${node.op} b < c\` is read in two ways: parentheses say which one is meant.`;
    const found = checking.source.slice(node.start, node.end);
    const expected = `\`a ${node.op} (b < c)\` or \`(a ${node.op} b) < c\``;
    return refuse(node, checking, { code: 'needs_parentheses', message, expected, found });
  }
  const [left, right] = [check(node.args[0], checking), check(node.args[1], checking)];
  const both = common(left.type, right.type);
  if (!both) {
    const hint = left.op === 'compare' ? ' Two comparisons are joined by `&&`.' : '';
    const message = `${startsBig(describeType(left.type))} and ${describeType(right.type)} cannot be compared.${hint}`;
    return refusePair(node, { left, right }, message, checking);
  }
  if (both.kind === 'list' || both.kind === 'line') {
    const message = 'Lists and lines are not compared as a whole: use `in`, `exists` or `size`.';
    return refuse(node, checking, {
      code: 'wrong_type',
      message,
      expected: 'single values',
      found: describe(left, checking),
    });
  }
  const isOrder = node.op !== '==' && node.op !== '!=';
  if (isOrder && !isNumeric(both) && both.kind !== 'wrong' && !haveOrder(left, right)) {
    const message = 'Only numbers, money, days and times are put in order, each with its like.';
    const expected = 'numbers, money, days or times';
    const blamed = formatOf(left) === undefined ? left : right;
    return refuse(node, checking, {
      at: blamed.from,
      code: 'wrong_type',
      message,
      expected,
      found: describe(blamed, checking),
    });
  }
  checkDomain(left.type, right, checking);
  checkDomain(right.type, left, checking);
  return termOf(node, BOOL, { op: 'compare', relation: node.op, left, right });
}

export function checkIn(node: Node<'in'>, checking: Checking, check: Check): Term {
  const [item, list] = [check(node.args[0], checking), check(node.args[1], checking)];
  const hint = list.type.kind === 'text' ? ' A part of a text is found with `contains`.' : '';
  const message = `What stands after \`in\` is a list.${hint}`;
  if (!expectKind(list, ['list'], { expected: 'a list', message, checking })) return wrong(node);

  const of: Type = list.type.kind === 'list' ? list.type.of : list.type;
  if (of.kind === 'line' || !common(item.type, of)) {
    checking.problems.push({
      at: item.from,
      code: 'wrong_type',
      message: `${startsBig(describeType(item.type))} is never in ${describeType(list.type)}.`,
      expected: describeType(of),
      found: describe(item, checking),
    });
    return wrong(node);
  }
  checkDomain(of, item, checking);
  checkDomain(item.type, list, checking);
  return termOf(node, BOOL, { op: 'in', item, list });
}

export function expectTruth(term: Term, message: string, checking: Checking): boolean {
  return expectKind(term, ['bool'], { expected: 'true or false', message, checking });
}

const RELATIONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', 'in']);

/** The language's definition reads such a row from the left, the parser reads `==` and `!=` last. */
function isAmbiguous({ args: [left, right] }: Node<Relation>, source: string): boolean {
  if (!RELATIONS.has(right.op)) return false;
  return !isParenthesised(source, left.end, { from: right.start, to: right.end });
}

/** The cursor goes to the side that is written out: that is the one to be changed. */
function refusePair(
  node: ASTNode,
  { left, right }: { left: Term; right: Term },
  message: string,
  checking: Checking,
): Term {
  const [kept, blamed] = left.op === 'literal' && right.op !== 'literal' ? [right, left] : [left, right];
  const expected = describeType(kept.type);
  return refuse(node, checking, {
    at: blamed.from,
    code: 'wrong_type',
    message,
    expected,
    found: describe(blamed, checking),
  });
}

/** Days with days and times with times; a text that is written out is checked to be one. */
function haveOrder(left: Term, right: Term): boolean {
  const [first, second] = [formatOf(left), formatOf(right)];
  if (first === undefined) return second !== undefined && left.op === 'literal';
  return first === second || right.op === 'literal';
}

function formatOf({ type }: Term): 'date' | 'time' | undefined {
  return type.kind === 'text' && type.domain && 'format' in type.domain ? type.domain.format : undefined;
}
