import type { JsonSchema } from '../validation/compile-schema.js';

type Fields = Readonly<Record<string, JsonSchema>>;

/** The schema of an answer that says all of these fields, some others where there is something to say, and no more. */
export function answerOf(always: Fields, sometimes: Fields = {}): JsonSchema {
  const properties = { ...always, ...sometimes };
  return { type: 'object', additionalProperties: false, required: Object.keys(always), properties };
}

export const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
