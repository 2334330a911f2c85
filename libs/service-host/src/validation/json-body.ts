import { Readable } from 'node:stream';
import type { PipeTransform } from '@nestjs/common';
import { hostProblem } from '../errors/host-problem-codes.js';
import { compileSchema, type JsonSchema, type Validated } from './compile-schema.js';

/** Validates a body against a JSON Schema: `@Body(jsonBody<Purchase>(purchaseSchema)) purchase: Purchase`. */
export class JsonBodyPipe<T> implements PipeTransform<unknown, T> {
  private readonly validate: (value: unknown) => Validated<T>;

  /** The schema stands in the OpenAPI document as the route's body. */
  constructor(
    readonly schema: JsonSchema,
    readonly absent: T | undefined,
  ) {
    this.validate = compileSchema<T>(schema);
  }

  transform(body: unknown): T {
    refuseStream(body);
    const validated = this.validate(body === undefined ? this.absent : body);
    if (validated.ok) return validated.value;
    throw hostProblem('invalid_request', { errors: validated.errors });
  }
}

/** `absent`: what a request without a body means; left out, it must have one. */
export function jsonBody<T>(schema: JsonSchema, { absent }: { readonly absent?: T } = {}): JsonBodyPipe<T> {
  return new JsonBodyPipe<T>(schema, absent);
}

/** NDJSON is handed through unread; a route that wants one JSON document must not take it for one. */
export function refuseStream(body: unknown): void {
  if (!(body instanceof Readable)) return;
  const accepts = 'application/json';
  throw hostProblem('unsupported_media_type', { detail: `This path takes ${accepts}.`, extensions: { accepts } });
}
