import type { FieldProblem } from '../domain/sent/field-problem.js';

/** What was sent cannot be judged at all, and by which fields: nothing was asked and nothing written for it. */
export class Invalid {
  readonly invalid = true;
  constructor(readonly problems: readonly FieldProblem[]) {}
}
