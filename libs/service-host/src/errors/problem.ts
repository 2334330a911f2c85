import { STATUS_CODES } from 'node:http';
import type { FieldError } from './field-error.js';
import { problemCode } from './problem-codes.js';

export interface ProblemInit {
  readonly status: number;
  readonly code: string;
  /** The same for every occurrence of the code; by default the one registered with it. */
  readonly title?: string;
  /** About this occurrence. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the answer, such as the numbers that explain a refusal. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** An answer that is no success: RFC 9457, with a code that never changes its meaning. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(init: ProblemInit, options?: ErrorOptions) {
    super(init.detail ?? init.title ?? init.code, options);
    this.name = 'Problem';
    this.status = init.status;
    this.code = init.code;
    this.title = init.title ?? problemCode(init.code)?.title ?? STATUS_CODES[init.status] ?? 'Error';
    this.detail = init.detail;
    this.errors = init.errors;
    this.headers = init.headers ?? {};
    this.extensions = init.extensions ?? {};
  }
}
