/** One thing that is wrong with what was sent, by JSON pointer into it. */
export interface FieldProblem {
  readonly pointer: string;
  readonly code: FieldProblemCode;
  readonly expected: string;
  readonly found: string;
}

/** What a schema cannot say. Each code is documented where the HTTP adapter gives it a status. */
export type FieldProblemCode =
  | 'unknown_currency'
  | 'total_does_not_match_lines'
  | 'payments_do_not_match_total'
  | 'amount_below_zero'
  | 'quantity_not_positive'
  | 'too_many_decimals'
  | 'too_large'
  | 'duplicate_line'
  | 'occurred_in_future';
