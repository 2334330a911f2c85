import type { ASTNode } from '@marcbachmann/cel-js';
import { nearest } from '../document/nearest.js';
import { expectTruth } from './check-operators.js';
import { expectKind, refuse, termOf, wrong, type Check, type Checking } from './checking.js';
import { CALLS, METHODS, REFUSED, type Method } from './functions.js';
import type { Term } from './term.js';
import { BOOL, INT, isNumeric, WRONG, type Type } from './types.js';

type Call = Extract<ASTNode, { op: 'call' }>;
type MethodCall = Extract<ASTNode, { op: 'rcall' }>;

/** `has(fact)` and `size(list)`. */
export function checkCall(node: Call, checking: Checking, check: Check): Term {
  const [name, args] = node.args;
  const [arg] = args;
  if (!CALLS.has(name)) return refuseFunction(node, name, node.start, checking);
  if (!arg || args.length !== 1)
    return refuseCount(node, { name, at: node.start, expected: 1, found: args.length }, checking);
  return name === 'has' ? checkHas(node, arg, checking, check) : checkSize(node, check(arg, checking), checking);
}

/** What is asked of a list or a text: `purchase.lines.exists(…)`. */
export function checkMethod(node: MethodCall, checking: Checking, check: Check): Term {
  const [name, receiver, args] = node.args;
  const at = checking.source.indexOf(name, receiver.end);
  const method = METHODS.get(name);
  if (!method) return refuseFunction(node, name, at, checking);
  if (args.length !== method.args) {
    return refuseCount(node, { name, at, expected: method.args, found: args.length }, checking);
  }
  switch (method.does) {
    case 'size':
      return checkSize(node, check(receiver, checking), checking);
    case 'sum':
      return checkSum(node, check(receiver, checking), checking);
    case 'test':
      return checkTextTest(node, method, checking, check);
    case 'over':
      return checkOver(node, { method, at }, checking, check);
    default:
      return method satisfies never;
  }
}

function checkHas(node: Call, arg: ASTNode, checking: Checking, check: Check): Term {
  const fact = check(arg, checking);
  if (fact.type.kind === 'wrong') return fact;
  if (fact.op === 'fact' && arg.op !== 'id') return termOf(node, BOOL, { op: 'has', fact });
  const message = '`has` asks whether a fact with a dot in its name is known, as `has(purchase.store)`.';
  const found = checking.source.slice(arg.start, arg.end);
  return refuse(node, checking, {
    at: arg.start,
    code: 'wrong_type',
    message,
    expected: 'a fact with a dot in its name',
    found,
  });
}

function checkSize(node: Call | MethodCall, list: Term, checking: Checking): Term {
  const message = '`size` counts the elements of a list.';
  expectKind(list, ['list'], { expected: 'a list', message, checking });
  return termOf(node, INT, { op: 'size', list });
}

function checkSum(node: MethodCall, list: Term, checking: Checking): Term {
  const of: Type = list.type.kind === 'list' ? list.type.of : WRONG;
  if (list.type.kind === 'list' && isNumeric(of))
    return termOf(node, { ...of, isConstant: false }, { op: 'sum', list });
  const message = '`sum` adds the numbers or the money of a list, as `purchase.lines.map(l, l.amount).sum()`.';
  const expected = 'a list of numbers or money';
  if (of.kind === 'wrong') expectKind(list, ['list'], { expected, message, checking });
  else
    refuse(node, checking, { code: 'wrong_type', message, expected, found: checking.source.slice(list.from, list.to) });
  return wrong(node);
}

function checkTextTest(
  node: MethodCall,
  { test }: Extract<Method, { does: 'test' }>,
  checking: Checking,
  check: Check,
): Term {
  const [, receiver, args] = node.args;
  const [text, part] = [receiver, ...args].map((side) => check(side, checking));
  if (!text || !part) throw new Error(`${test} was counted to have an argument.`);
  const hint = text.type.kind === 'list' ? ' Whether a list has an element says `in`.' : '';
  const message = `\`${test}\` looks for a text in a text.${hint}`;
  for (const side of [text, part]) expectKind(side, ['text'], { expected: 'a text', message, checking });
  return termOf(node, BOOL, { op: 'text', test, text, part });
}

function checkOver(
  node: MethodCall,
  { method: { over }, at }: { method: Extract<Method, { does: 'over' }>; at: number },
  checking: Checking,
  check: Check,
): Term {
  const [, receiver, [variable, predicate]] = node.args;
  if (variable?.op !== 'id' || !predicate)
    throw new Error('The parser lets only a name and what is asked of it through.');
  const name = variable.args;
  if (checking.element) {
    const message = `\`${over}\` inside of another one would be asked for every pair.`;
    const expected = 'one level of exists, all, exists_one, filter or map';
    return refuse(node, checking, { at, code: 'nested_comprehension', message, expected, found: 'two levels' });
  }
  if (isTaken(name, checking)) {
    const message = `\`${name}\` is the name of facts: another one is needed here.`;
    return refuse(node, checking, {
      at: variable.start,
      code: 'name_taken',
      message,
      expected: 'a name of its own, as `l`',
      found: name,
    });
  }
  const list = check(receiver, checking);
  const message = `\`${over}\` is asked of a list.`;
  expectKind(list, ['list'], { expected: 'a list', message, checking });
  const of: Type = list.type.kind === 'list' ? list.type.of : WRONG;
  const body = check(predicate, { ...checking, element: { name, type: of, list: sourceOf(list) } });
  return termOf(node, overType(body, { over, list }, checking), { op: 'over', over, list, body });
}

function overType(
  body: Term,
  { over, list }: { over: Extract<Method, { does: 'over' }>['over']; list: Term },
  checking: Checking,
): Type {
  if (over === 'map') {
    const message = '`map` makes a list of texts, numbers or money.';
    const kinds = ['int', 'number', 'money', 'text'] as const;
    expectKind(body, kinds, { expected: 'a text, a number or money', message, checking });
    return { kind: 'list', of: body.type };
  }
  expectTruth(body, `What \`${over}\` asks of each element is true or false.`, checking);
  return over === 'filter' ? list.type : BOOL;
}

function isTaken(name: string, { schema, scope }: Checking): boolean {
  if (name === 'line' && scope !== 'line') return false;
  return [...schema.facts.keys()].some((fact) => fact === name || fact.startsWith(`${name}.`));
}

/** The fact whose elements these are, through all that was filtered. */
function sourceOf(list: Term): string {
  if (list.op === 'over') return sourceOf(list.list);
  return list.op === 'fact' ? list.name : '';
}

function refuseFunction(node: ASTNode, name: string, at: number, checking: Checking): Term {
  const reason = REFUSED.get(name);
  if (reason !== undefined) {
    const message = `\`${name}\` is not allowed: ${reason}.`;
    const expected = `one of ${[...CALLS, ...METHODS.keys()].join(', ')}`;
    return refuse(node, checking, { at, code: 'function_not_allowed', message, expected, found: name });
  }
  const isMethod = node.op === 'rcall';
  const names = isMethod ? [...METHODS.keys()] : [...CALLS];
  const known = isMethod ? CALLS.has(name) : METHODS.has(name);
  const example = isMethod ? `${name}(fact)` : `purchase.lines.${name}(…)`;
  const meant = known ? example : nearest(name, names);
  const message = `\`${name}\` is not a function${known ? ' in this form' : ''}.${meant ? ` Was \`${meant}\` meant?` : ''}`;
  const expected = meant ?? `one of ${names.join(', ')}`;
  return refuse(node, checking, { at, code: 'unknown_function', message, expected, found: name });
}

function refuseCount(
  node: ASTNode,
  { name, at, expected, found }: { name: string; at: number; expected: number; found: number },
  checking: Checking,
): Term {
  const message = `\`${name}\` takes ${count(expected)}.`;
  return refuse(node, checking, {
    at,
    code: 'wrong_argument_count',
    message,
    expected: count(expected),
    found: count(found),
  });
}

function count(args: number): string {
  if (args === 0) return 'no argument';
  return args === 1 ? '1 argument' : `${args} arguments`;
}
