import {
  broughtFor,
  broughtForAll,
  compileCondition,
  type Condition,
  type ConditionProblem,
  type FactSchema,
} from '../conditions/index.js';
import type { Meaning, MeaningCode } from './meaning.js';
import type { Finding } from './document-problem.js';
import { refuseUnprovided } from './provided.js';

interface Place {
  readonly pointer: string;
  readonly schema: FactSchema;
  /** `line`: it is asked of each line. */
  readonly scope: 'purchase' | 'line';
}

/** A condition of a document, checked. What is wrong in it is told at its own letter; null where anything is. */
export function buildCondition(source: string, { pointer, schema, scope }: Place, meaning: Meaning): Condition | null {
  const compiled = compileCondition(source, schema, scope);
  if ('problems' in compiled) {
    for (const problem of compiled.problems)
      meaning.refuseWithin(toFinding(problem, pointer), letterAt(source, problem));
    return null;
  }
  const { uses } = compiled.condition;
  for (const need of broughtForAll(uses)) {
    const asking = [...uses].filter((fact) => broughtFor(fact) === need);
    refuseUnprovided(meaning, { pointer, found: asking.join(', ') }, need);
  }
  return compiled.condition;
}

function toFinding({ code, message, expected, found }: ConditionProblem, pointer: string): Finding<MeaningCode> {
  return { pointer, code, message, expected: expected ?? 'a condition', found: found ?? 'something else' };
}

/** A condition counts its own lines and columns; the document counts letters of the whole value. */
function letterAt(source: string, { line, column }: ConditionProblem): number {
  const before = source.split('\n').slice(0, line - 1);
  return before.reduce((letters, each) => letters + each.length + 1, 0) + column - 1;
}
