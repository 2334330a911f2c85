import { evaluateComparison } from './evaluate-comparison.js';
import { evaluateQuantified } from './evaluate-quantified.js';
import { chosen, elementScale, misplaced, reading, scaleOf, single, type Evaluate, type Making } from './evaluator.js';
import { readExact, readList, readText, readTruth, readWhole, type Read } from './read-fact.js';
import { isWrittenOut, type Term, type TextTest } from './term.js';

type Of<Op extends Term['op']> = Extract<Term, { op: Op }>;

/**
 * True, false or unknown, by the logic in which `&&` needs one false to be false and `||` one true to be true, whatever
 * the rest is: so that turning a condition round with `!` never makes the unknown true.
 */
export function evaluateTruth(term: Term, make: Making): Evaluate<boolean> {
  switch (term.op) {
    case 'literal': {
      const value = readTruth(term.value);
      return () => value;
    }
    case 'fact':
      return reading(term, readTruth);
    case 'and':
    case 'or':
      return both(term, make);
    case 'not': {
      const of = make.truth(term.of);
      return (facts, element) => {
        const holds = of(facts, element);
        return holds === undefined ? undefined : !holds;
      };
    }
    case 'if':
      return chosen(make.truth(term.condition), make.truth(term.then), make.truth(term.otherwise));
    case 'compare':
      return evaluateComparison(term, make);
    case 'in':
      return isIn(term, make);
    case 'has':
      return has(term);
    case 'text':
      return textTest(term, make);
    case 'over':
      return evaluateQuantified(term, make);
    default:
      return misplaced(term);
  }
}

function both({ op, left: first, right: second }: Of<'and' | 'or'>, make: Making): Evaluate<boolean> {
  const [left, right] = [make.truth(first), make.truth(second)];
  /** What decides alone. */
  const decides = op === 'or';
  return (facts, element) => {
    const one = left(facts, element);
    if (one === decides) return decides;
    const other = right(facts, element);
    if (other === decides) return decides;
    return one === undefined || other === undefined ? undefined : !decides;
  };
}

/** A list of literals is looked up at once, however long it is. */
function isIn({ item: one, list }: Of<'in'>, make: Making): Evaluate<boolean> {
  const scale = Math.max(scaleOf(one), elementScale(list));
  const item = single(one, make, scale);
  if (isWrittenOut(list)) {
    const values = new Set(list.items.map((value) => single(value, make, scale)(undefined, undefined)));
    return (facts, element) => {
      const value = item(facts, element);
      return value === undefined ? undefined : values.has(value);
    };
  }
  const elements = make.list(list);
  const factor = 10n ** BigInt(scale - elementScale(list));
  return (facts, element) => {
    const value = item(facts, element);
    if (value === undefined) return undefined;
    const all = elements(facts, element);
    if (!all) return undefined;
    if (typeof value === 'string') return all.includes(value);
    return all.some((other) => typeof other === 'bigint' && other * factor === value);
  };
}

function has({ fact }: Of<'has'>): Evaluate<boolean> {
  const value = reading(fact, readerOf(fact));
  return (facts, element) => value(facts, element) !== undefined;
}

function readerOf({ type }: Pick<Term, 'type'>): Read<unknown> {
  switch (type.kind) {
    case 'bool':
      return readTruth;
    case 'text':
      return readText;
    case 'list':
      return readList;
    case 'int':
      return readWhole;
    default:
      return readExact;
  }
}

const TEXT_TESTS: Readonly<Record<TextTest, (text: string, part: string) => boolean>> = {
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

function textTest(term: Of<'text'>, make: Making): Evaluate<boolean> {
  const [text, part] = [make.text(term.text), make.text(term.part)];
  const test = TEXT_TESTS[term.test];
  return (facts, element) => {
    const [whole, piece] = [text(facts, element), part(facts, element)];
    return whole === undefined || piece === undefined ? undefined : test(whole, piece);
  };
}
