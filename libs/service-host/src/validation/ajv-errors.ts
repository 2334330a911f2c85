import type { ErrorObject } from 'ajv';
import { describeFound, type FieldError } from '../errors/field-error.js';
import { formats } from './formats.js';

type Describe = (params: Readonly<Record<string, unknown>>, error: ErrorObject) => { code: string; expected: string };

/** What each keyword of JSON Schema means to the caller. A keyword that is not listed here speaks ajv's own words. */
const keywords: Readonly<Record<string, Describe>> = {
  type: (params) => ({ code: 'wrong_type', expected: expectedType(params['type']) }),
  required: (params, { parentSchema }) => ({
    code: 'required',
    expected: expectedField(parentSchema, params['missingProperty']),
  }),
  additionalProperties: () => ({ code: 'unknown_field', expected: 'no such field' }),
  unevaluatedProperties: () => ({ code: 'unknown_field', expected: 'no such field' }),
  enum: (params) => ({ code: 'not_one_of', expected: `one of ${list(params['allowedValues'])}` }),
  const: (params) => ({ code: 'not_one_of', expected: JSON.stringify(params['allowedValue']) }),
  format: (params) => ({
    code: 'bad_format',
    expected: formats[String(params['format'])]?.expected ?? 'another format',
  }),
  pattern: (params, { parentSchema }) => ({
    code: 'bad_format',
    expected: descriptionOf(parentSchema) ?? `text that matches ${String(params['pattern'])}`,
  }),
  minLength: (params) => ({ code: 'too_short', expected: `at least ${String(params['limit'])} characters` }),
  maxLength: (params) => ({ code: 'too_long', expected: `at most ${String(params['limit'])} characters` }),
  minItems: (params) => ({ code: 'too_few', expected: `at least ${String(params['limit'])} items` }),
  maxItems: (params) => ({ code: 'too_many', expected: `at most ${String(params['limit'])} items` }),
  minProperties: (params) => ({ code: 'too_few', expected: `at least ${String(params['limit'])} fields` }),
  maxProperties: (params) => ({ code: 'too_many', expected: `at most ${String(params['limit'])} fields` }),
  uniqueItems: () => ({ code: 'not_unique', expected: 'items that differ' }),
  minimum: (params) => ({ code: 'too_small', expected: `at least ${String(params['limit'])}` }),
  maximum: (params) => ({ code: 'too_large', expected: `at most ${String(params['limit'])}` }),
  exclusiveMinimum: (params) => ({ code: 'too_small', expected: `more than ${String(params['limit'])}` }),
  exclusiveMaximum: (params) => ({ code: 'too_large', expected: `less than ${String(params['limit'])}` }),
};

/** Keywords that only say that one of their branches failed; the branches say why. */
const SUMMARIES = new Set(['if', 'allOf', 'anyOf', 'oneOf', 'not']);

export function fieldErrors(errors: readonly ErrorObject[]): FieldError[] {
  const told = errors.filter(({ keyword }) => !SUMMARIES.has(keyword));
  return (told.length > 0 ? told : errors).map(fieldError);
}

function fieldError(error: ErrorObject): FieldError {
  const describe = keywords[error.keyword];
  const { code, expected } = describe?.(error.params, error) ?? {
    code: 'invalid',
    expected: error.message ?? 'another value',
  };
  return { pointer: pointerOf(error), code, expected, found: foundBy(error) };
}

/** A missing or unknown field is named by its own pointer, not by that of the object around it. */
function pointerOf({ keyword, params, instancePath }: ErrorObject): string {
  const field: unknown = keyword === 'required' ? params['missingProperty'] : unknownField(params);
  if (typeof field !== 'string') return instancePath;
  return `${instancePath}/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function foundBy({ keyword, params, data }: ErrorObject): string {
  if (keyword === 'required') return 'nothing';
  const field = unknownField(params);
  if (typeof field !== 'string') return describeFound(data);
  return describeFound(isRecord(data) ? data[field] : undefined);
}

function unknownField(params: Readonly<Record<string, unknown>>): unknown {
  return params['additionalProperty'] ?? params['unevaluatedProperty'];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
  null: 'null',
};

function expectedType(type: unknown): string {
  const names = Array.isArray(type) ? type : String(type).split(',');
  return names.map((name) => TYPES[String(name)] ?? String(name)).join(' or ');
}

/** A schema may say in its description what it wants; its first sentence then stands for a bare type or pattern. */
function descriptionOf(schema: unknown): string | undefined {
  if (!isRecord(schema) || typeof schema['description'] !== 'string') return undefined;
  return schema['description'].split(/\.\s|\.$/, 1)[0];
}

function expectedField(parent: unknown, field: unknown): string {
  const properties = isRecord(parent) ? parent['properties'] : undefined;
  const schema = isRecord(properties) ? properties[String(field)] : undefined;
  if (!isRecord(schema)) return 'this field';
  return descriptionOf(schema) ?? (schema['type'] === undefined ? 'this field' : expectedType(schema['type']));
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : String(values);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
