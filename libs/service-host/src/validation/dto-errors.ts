import type { ValidationError } from 'class-validator';
import { describeFound, pointerTo, type FieldError } from '../errors/field-error.js';

/** The codes of class-validator's constraints, in the words that schemas use too. */
const CODES: Readonly<Record<string, string>> = {
  whitelistValidation: 'unknown_field',
  isDefined: 'required',
  isNotEmpty: 'required',
  isIn: 'not_one_of',
  isEnum: 'not_one_of',
  isLength: 'bad_length',
  minLength: 'too_short',
  maxLength: 'too_long',
  arrayMinSize: 'too_few',
  arrayNotEmpty: 'too_few',
  arrayMaxSize: 'too_many',
  arrayUnique: 'not_unique',
  min: 'too_small',
  isPositive: 'too_small',
  max: 'too_large',
  matches: 'bad_format',
  isEmail: 'bad_format',
  isISO8601: 'bad_format',
  isInstant: 'bad_format',
  isPeriod: 'bad_format',
};

/** These are called like types, and speak of what has the right type already. */
const SIZES: ReadonlySet<string> = new Set(['isLength', 'isNotEmpty', 'isPositive']);

const ERRORS_MAX = 100;

/** Flattens the tree that class-validator answers into one list of pointers. */
export function dtoErrors(errors: readonly ValidationError[]): FieldError[] {
  return errors.flatMap((error) => errorsBelow(error, '')).slice(0, ERRORS_MAX);
}

function errorsBelow(error: ValidationError, parent: string): FieldError[] {
  const pointer = parent + pointerTo(error.property);
  const constraint = mostTelling(Object.keys(error.constraints ?? {}));
  const own = constraint === undefined ? undefined : fieldError(pointer, constraint, error);
  // An object where a list should be has none of the fields of an item, and would be told of each.
  if (own?.code === 'wrong_type') return [own];
  const below = (error.children ?? []).flatMap((child) => errorsBelow(child, pointer));
  return own === undefined ? below : [own, ...below];
}

/** A number where a text should be is also too short, too long and no e-mail address; it is told once, by its type. */
function mostTelling(constraints: readonly string[]): string | undefined {
  return constraints.find((name) => name.startsWith('is') && !SIZES.has(name)) ?? constraints[0];
}

function fieldError(pointer: string, constraint: string, error: ValidationError): FieldError {
  const unknown = constraint === 'whitelistValidation';
  const code = error.value === undefined && !unknown ? 'required' : (CODES[constraint] ?? 'wrong_type');
  const message = error.constraints?.[constraint] ?? '';
  const expected = unknown ? 'no such field' : expectation(message, error.property);
  return { pointer, code, expected, found: describeFound(error.value) };
}

/** class-validator says `name must be a string`; here the name stands in the pointer. */
function expectation(message: string, property: string): string {
  const start = message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
  return start.replace(/^(must|should) (not )?be /, '$2').replace(/^(must|should) /, 'to ');
}
