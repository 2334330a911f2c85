import type { ASTNode } from '@marcbachmann/cel-js';
import { describe, expectKind, refuse, termOf, wrong, type Check, type Checking } from './checking.js';
import type { Term } from './term.js';
import { common, describeType, INT, isNumeric, startsBig, type NumericType } from './types.js';

type Arithmetic = Extract<ASTNode, { op: '+' | '-' | '*' | '/' | '%' }>;

/** Money by a rate by a quantity has 24 decimals. */
const DECIMALS_MAX = 36;

/** Sums and products, exactly. What would have to be rounded is refused. */
export function checkArithmetic(node: Arithmetic, checking: Checking, check: Check): Term {
  const [left, right] = [check(node.args[0], checking), check(node.args[1], checking)];
  const message = `\`${node.op}\` calculates with numbers and money.`;
  for (const side of [left, right]) {
    expectKind(side, ['int', 'number', 'money'], { expected: 'a number', message, checking });
  }
  if (!isNumeric(left.type) || !isNumeric(right.type)) return wrong(node);
  const type = resultType(node, { left, right }, [left.type, right.type], checking);
  if (!type) return wrong(node);
  return termOf(node, type, { op: 'arithmetic', operator: node.op, left, right });
}

type Sides = { readonly left: Term; readonly right: Term };

/** Undefined where there is none, which is told. */
function resultType(
  node: Arithmetic,
  { left, right }: Sides,
  [first, second]: readonly [NumericType, NumericType],
  checking: Checking,
): NumericType | undefined {
  switch (node.op) {
    case '+':
    case '-': {
      const both = common(first, second);
      if (both && isNumeric(both)) return both;
      const message = `${startsBig(describeType(first.kind === 'money' ? second : first))} is not money; it can only be multiplied with money.`;
      const expected = describeType(first);
      refuse(node, checking, {
        at: right.from,
        code: 'wrong_type',
        message,
        expected,
        found: describe(right, checking),
      });
      return undefined;
    }
    case '*':
      return product(node, { left, right }, [first, second], checking);
    case '/':
    case '%': {
      if (first.kind === 'int' && second.kind === 'int') return quotient(node, right, [first, second], checking);
      const message = `\`${node.op}\` of amounts and decimals would have to be rounded: multiply the other side instead.`;
      const expected = 'whole numbers, as in `a > b * 3` for `a / 3 > b`';
      const side = first.kind === 'int' ? right : left;
      refuse(node, checking, { at: side.from, code: 'not_exact', message, expected, found: describe(side, checking) });
      return undefined;
    }
    default:
      return node satisfies never;
  }
}

function product(
  node: Arithmetic,
  { right }: Sides,
  [first, second]: readonly [NumericType, NumericType],
  checking: Checking,
): NumericType | undefined {
  if (first.kind === 'money' && second.kind === 'money') {
    const message = 'Money times money is nothing that can be paid.';
    const found = describe(right, checking);
    refuse(node, checking, { at: right.from, code: 'wrong_type', message, expected: 'a number', found });
    return undefined;
  }
  const scale = first.scale + second.scale;
  if (scale > DECIMALS_MAX) {
    const message = 'So many factors with decimals are more than a condition calculates with.';
    const expected = `at most ${DECIMALS_MAX} decimals`;
    refuse(node, checking, { code: 'not_exact', message, expected, found: `${scale} decimals` });
    return undefined;
  }
  const isConstant = !!first.isConstant && !!second.isConstant;
  if (first.kind === 'money' || second.kind === 'money') return { kind: 'money', scale };
  return { kind: first.kind === 'int' && second.kind === 'int' ? 'int' : 'number', scale, isConstant };
}

function quotient(
  node: Arithmetic,
  right: Term,
  [first, second]: readonly [NumericType, NumericType],
  checking: Checking,
): NumericType | undefined {
  if (right.op === 'literal' && right.value === 0n) {
    const message = 'Nothing can be divided by zero.';
    refuse(node, checking, {
      at: right.from,
      code: 'wrong_value',
      message,
      expected: 'another number than 0',
      found: '0',
    });
    return undefined;
  }
  return { ...INT, isConstant: !!first.isConstant && !!second.isConstant };
}
