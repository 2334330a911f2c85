import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { FieldError } from '../errors/field-error.js';
import { fieldErrors } from './ajv-errors.js';
import { formats } from './formats.js';

/** JSON Schema 2020-12, which is also the dialect of OpenAPI 3.1. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export type Validated<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: FieldError[] };

/** More would not be read, and a hostile body of 4 MiB has room for a million. */
const ERRORS_MAX = 100;
const LIMITS: ReadonlySet<string> = new Set(['maxItems', 'maxProperties', 'maxLength']);

/**
 * Compiles a schema once. What is right is checked by a validator that stops at the first error; only what is wrong
 * goes through the one that lists everything, and not even that when a limit was passed: whoever sends a million lines
 * gets one answer, not a million.
 */
export function compileSchema<T>(schema: JsonSchema): (value: unknown) => Validated<T> {
  const check = ajvs.first.compile<T>(schema);
  let explain: ValidateFunction | undefined;

  return (value) => {
    if (check(value)) return { ok: true, value };
    const first = check.errors ?? [];
    if (first.some(({ keyword }) => LIMITS.has(keyword))) return { ok: false, errors: fieldErrors(first) };

    explain ??= ajvs.all.compile(schema);
    explain(value);
    return { ok: false, errors: fieldErrors(explain.errors ?? first).slice(0, ERRORS_MAX) };
  };
}

/**
 * One of each for all schemas of the process: each has to compile the schema of schemas before its first one, which takes
 * longer than most of ours. A schema that is used leaves no name behind, so two may have the same `$id`.
 */
const ajvs = { first: newAjv({ allErrors: false }), all: newAjv({ allErrors: true }) };

function newAjv({ allErrors }: { readonly allErrors: boolean }): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors,
    verbose: true,
    strictTypes: false,
    strictRequired: false,
    strictTuples: false,
    allowUnionTypes: true,
    addUsedSchema: false,
    // Shorter code of a schema that is compiled once takes longer to write than it ever saves.
    code: { optimize: false },
  });
  for (const [name, { matches }] of Object.entries(formats)) ajv.addFormat(name, matches);
  return ajv;
}
