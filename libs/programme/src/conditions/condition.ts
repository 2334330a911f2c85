import { check } from './check-condition.js';
import type { Checking, Scope } from './checking.js';
import { placed, type ConditionProblem, type ProblemAt } from './condition-problem.js';
import { STEPS_MAX, worstCost } from './cost.js';
import type { Evaluate } from './evaluator.js';
import { explainTerm, type Explain, type FailedTerm } from './explain.js';
import type { FactSchema } from './fact-schema.js';
import type { Facts } from './facts.js';
import { making } from './making.js';
import { parseCondition } from './parse-condition.js';
import type { Term } from './term.js';
import { describeType } from './types.js';

/** A condition of a Programme, checked and ready. Same facts, same answer for ever; no facts make it throw. */
export interface Condition {
  readonly source: string;
  /** The names of the facts that it reads, as `tier` and `purchase.total`. */
  readonly uses: ReadonlySet<string>;
  /** The most steps that it can take for one purchase of 5,000 lines. */
  readonly cost: number;
  /** False also where what it needs is unknown. */
  holds(facts: Facts): boolean;
  /** Which terms failed, with what was found and what was needed; none where it holds. */
  explain(facts: Facts): { readonly holds: boolean; readonly failed: readonly FailedTerm[] };
}

export type Compiled = { readonly condition: Condition } | { readonly problems: readonly ConditionProblem[] };

/**
 * Checks a condition against the facts that there are, and makes it ready. `line`: it is asked of each line of a
 * purchase, and may name the facts of `line`. All problems are told at once, in the order of the text.
 */
export function compileCondition(source: string, schema: FactSchema, scope: Scope): Compiled {
  const checked = checkCondition(source, schema, scope);
  if ('problems' in checked) return checked;
  return { condition: new CheckedCondition(source, { ...checked, scope, moneyDecimals: schema.moneyDecimals }) };
}

interface Checked {
  readonly term: Term;
  readonly uses: ReadonlySet<string>;
  readonly scope: Scope;
  readonly moneyDecimals: number;
}

/** What was made of the source is hidden, so that two readings of one document are equal values. */
class CheckedCondition implements Condition {
  readonly uses: ReadonlySet<string>;
  readonly cost: number;
  readonly #making = making();
  readonly #term: Term;
  readonly #moneyDecimals: number;
  readonly #truth: Evaluate<boolean>;
  #explain: Explain | undefined;

  constructor(
    readonly source: string,
    { term, uses, scope, moneyDecimals }: Checked,
  ) {
    this.uses = uses;
    this.cost = worstCost(term, scope);
    this.#term = term;
    this.#moneyDecimals = moneyDecimals;
    this.#truth = this.#making.truth(term);
  }

  holds(facts: Facts): boolean {
    return this.#truth(facts, undefined) === true;
  }

  explain(facts: Facts): { readonly holds: boolean; readonly failed: readonly FailedTerm[] } {
    const [source, make, moneyDecimals] = [this.source, this.#making, this.#moneyDecimals];
    // Made when somebody asks for the first time: most conditions are never asked why.
    this.#explain ??= explainTerm(this.#term, true, { source, moneyDecimals, make });
    const failed = this.#explain(facts);
    return { holds: failed.length === 0, failed };
  }
}

/** The checked parts of a condition: what `compileCondition` makes functions of. */
export function checkCondition(
  source: string,
  schema: FactSchema,
  scope: Scope,
): { readonly term: Term; readonly uses: ReadonlySet<string> } | { readonly problems: readonly ConditionProblem[] } {
  const parsed = parseCondition(source);
  if ('problem' in parsed) return { problems: [placed(source, parsed.problem)] };

  const checking: Checking = { source, schema, scope, problems: [], uses: new Set() };
  const term = check(parsed.tree, checking);
  const problems = checking.problems.length > 0 ? checking.problems : wholeProblems(term, checking);
  if (problems.length > 0) {
    return { problems: problems.toSorted((one, other) => one.at - other.at).map((problem) => placed(source, problem)) };
  }
  return { term, uses: checking.uses };
}

/** What can only be said of a condition as a whole. */
function wholeProblems(term: Term, { source, scope }: Checking): ProblemAt[] {
  if (term.type.kind !== 'bool') {
    const message = `A condition is true or false; this is ${describeType(term.type)}.`;
    const found = describeType(term.type);
    return [{ at: term.from, code: 'not_a_condition', message, expected: 'true or false', found }];
  }
  const cost = worstCost(term, scope);
  if (cost <= STEPS_MAX) return [];
  const asked = scope === 'line' ? 'It is asked of each of up to 5,000 lines' : 'A purchase has up to 5,000 lines';
  const message = `The condition can take too long. ${asked}: say less about each line, or say it once.`;
  const expected = `at most ${STEPS_MAX} steps`;
  return [{ at: firstLetter(source), code: 'too_costly', message, expected, found: `${cost} steps` }];
}

function firstLetter(source: string): number {
  return Math.max(0, source.search(/\S/));
}
