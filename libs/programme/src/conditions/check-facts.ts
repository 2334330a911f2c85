import type { ASTNode } from '@marcbachmann/cel-js';
import { nearest } from '../document/nearest.js';
import { refuse, termOf, type Checking, type Element } from './checking.js';
import { MONEY_SCALE, QUANTITY_SCALE, type Fact } from './fact-schema.js';
import type { Term } from './term.js';
import type { Type } from './types.js';

type Reading = Extract<ASTNode, { op: 'id' | '.' | '[]' }>;

/** One name of a chain, and where it stands. */
interface Step {
  readonly name: string;
  readonly at: number;
}

/** A fact by its full name, `wallets['air-miles'].balance` as well as `purchase.total`; or the element of a comprehension. */
export function checkFact(node: Reading, checking: Checking): Term {
  const steps = stepsOf(node);
  const [root] = steps ?? [];
  if (!steps || !root) {
    const message = 'Only facts have fields. An element of a list is reached with `exists` or `all`.';
    const expected = 'a fact';
    return refuse(node, checking, {
      code: 'form_not_allowed',
      message,
      expected,
      found: checking.source.slice(node.start, node.end),
    });
  }
  const { element, schema, scope, uses } = checking;
  if (element?.name === root.name) return checkElement(node, { steps, element }, checking);

  const name = steps.map((step) => step.name).join('.');
  const fact = schema.facts.get(name);
  if (!fact || (root.name === 'line' && scope !== 'line')) return refuseFact(node, steps, checking);
  uses.add(name);
  const path = steps.map((step) => step.name);
  return termOf(node, typeOf(fact), { op: 'fact', name, root: 'facts', path, most: fact.most ?? 0 });
}

function checkElement(
  node: Reading,
  { steps, element }: { steps: readonly Step[]; element: Element },
  checking: Checking,
): Term {
  if (steps.length === 1) return termOf(node, element.type, { op: 'element' });

  const path = steps.slice(1).map((step) => step.name);
  const fact = element.type.kind === 'line' ? checking.schema.facts.get(['line', ...path].join('.')) : undefined;
  if (!fact) return refuseFact(node, steps, checking);
  const name = [element.list, ...path].join('.');
  checking.uses.add(name);
  return termOf(node, typeOf(fact), { op: 'fact', name, root: 'element', path, most: fact.most ?? 0 });
}

function typeOf({ type, domain }: Fact): Type {
  switch (type) {
    case 'bool':
      return { kind: 'bool' };
    case 'int':
      return { kind: 'int', scale: 0 };
    case 'number':
      return { kind: 'number', scale: QUANTITY_SCALE };
    case 'money':
      return { kind: 'money', scale: MONEY_SCALE };
    case 'text':
      return { kind: 'text', ...(domain && { domain }) };
    case 'texts':
      return { kind: 'list', of: { kind: 'text', ...(domain && { domain }) } };
    case 'lines':
      return { kind: 'list', of: { kind: 'line' } };
    default:
      return type satisfies never;
  }
}

/** Undefined where the chain begins with something else than a name, or has an index that is no text. */
function stepsOf(node: ASTNode): Step[] | undefined {
  if (node.op === 'id') return [{ name: node.args, at: node.start }];
  if (node.op === '.') {
    const steps = stepsOf(node.args[0]);
    return steps && [...steps, { name: node.args[1], at: node.pos }];
  }
  if (node.op !== '[]') return undefined;
  const [of, index] = node.args;
  const steps = stepsOf(of);
  if (!steps || index.op !== 'value' || typeof index.args !== 'string') return undefined;
  return [...steps, { name: index.args, at: index.start }];
}

/** Puts the cursor on the first name that leads nowhere, and proposes what could stand there. */
function refuseFact(node: Reading, steps: readonly Step[], checking: Checking): Term {
  const { element } = checking;
  const [root] = steps;
  const isElement = element !== undefined && root?.name === element.name;
  if (root?.name === 'line' && !isElement && checking.scope !== 'line') {
    const message = 'A purchase has many lines: ask for them with `purchase.lines.exists(l, …)`.';
    return refuse(node, checking, { code: 'unknown_fact', message, expected: 'a fact of the purchase', found: 'line' });
  }

  const names = isElement ? elementNames(checking, element) : namesInScope(checking);
  let known = '';
  for (const { name, at } of steps) {
    const siblings = childrenOf(known, names);
    if (!siblings.includes(name)) {
      const meant = nearest(name, siblings);
      const message = `\`${known}${name}\` is not a fact.${meant ? ` Was \`${known}${meant}\` meant?` : ''}`;
      const expected = meant ? `${known}${meant}` : oneOf(siblings);
      return refuse(node, checking, { at, code: 'unknown_fact', message, expected, found: `${known}${name}` });
    }
    known += `${name}.`;
  }
  const group = known.slice(0, -1);
  const message = `\`${group}\` is not a fact by itself; one of its parts is.`;
  const expected = oneOf(childrenOf(known, names).map((name) => `${known}${name}`));
  return refuse(node, checking, { code: 'unknown_fact', message, expected, found: group });
}

function namesInScope({ schema, scope, element }: Checking): string[] {
  const names = [...schema.facts.keys()].filter((name) => scope === 'line' || !name.startsWith('line.'));
  return element ? [...names, element.name] : names;
}

function elementNames({ schema }: Checking, { name, type }: Element): string[] {
  if (type.kind !== 'line') return [name];
  const fields = [...schema.facts.keys()].filter((fact) => fact.startsWith('line.'));
  return fields.map((fact) => `${name}${fact.slice('line'.length)}`);
}

function childrenOf(prefix: string, names: readonly string[]): string[] {
  const below = names.filter((name) => name.startsWith(prefix));
  return [...new Set(below.map((name) => name.slice(prefix.length).split('.')[0] ?? ''))];
}

function oneOf(names: readonly string[]): string {
  return names.length === 0 ? 'nothing more' : names.join(', ');
}
