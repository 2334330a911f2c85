import type { JsonSchema } from '@loyalty/service-host';
import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

type Fields = Readonly<Record<string, JsonSchema>>;

/** What a route answers when it does what it was asked. Stands in the document. */
export function Answers(byStatus: Readonly<Record<number, JsonSchema>>): MethodDecorator {
  const responses = Object.entries(byStatus).map(([status, schema]) =>
    ApiResponse({ status: Number(status), description: 'Done', schema: { ...schema } }),
  );
  return applyDecorators(...responses);
}

/** All of these fields, some others where there is something to say, and no more. */
export function answerOf(always: Fields, sometimes: Fields = {}): JsonSchema {
  const properties = { ...always, ...sometimes };
  return { type: 'object', additionalProperties: false, required: Object.keys(always), properties };
}

export const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
