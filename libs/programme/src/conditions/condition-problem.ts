/** What can be wrong with a condition. Codes never change meaning. */
export type ConditionCode =
  | 'syntax_error'
  | 'too_long'
  | 'too_deep'
  | 'too_many_parts'
  | 'too_costly'
  | 'unknown_fact'
  | 'unknown_function'
  | 'function_not_allowed'
  | 'form_not_allowed'
  | 'wrong_argument_count'
  | 'wrong_type'
  | 'wrong_value'
  | 'not_a_condition'
  | 'not_exact'
  | 'needs_parentheses'
  | 'nested_comprehension'
  | 'name_taken';

export interface ConditionProblem {
  readonly code: ConditionCode;
  /** A whole sentence, for people. */
  readonly message: string;
  /** Inside the condition's own text; both begin at 1. */
  readonly line: number;
  readonly column: number;
  readonly expected?: string;
  readonly found?: string;
}

/** A problem before its place is counted out in lines. */
export interface ProblemAt extends Omit<ConditionProblem, 'line' | 'column'> {
  readonly at: number;
}

export function placed(source: string, { at, ...problem }: ProblemAt): ConditionProblem {
  const before = source.slice(0, at).split('\n');
  return { ...problem, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
