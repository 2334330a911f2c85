import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { describeFound } from '../errors/field-error.js';
import { hostProblem } from '../errors/host-problem-codes.js';

export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key';

/** Printable ASCII: what survives every proxy and log unchanged. */
const KEY = /^[\x21-\x7e]{1,255}$/;

export function readIdempotencyKey(_data: unknown, context: ExecutionContext): string {
  const key = context.switchToHttp().getRequest<FastifyRequest>().headers[IDEMPOTENCY_KEY_HEADER];
  if (key === undefined || key === '') throw hostProblem('idempotency_key_required');
  if (typeof key === 'string' && KEY.test(key)) return key;

  const expected = '1 to 255 printable ASCII characters without spaces';
  const error = { pointer: '/Idempotency-Key', code: 'bad_format', expected, found: describeFound(key) };
  throw hostProblem('invalid_request', { errors: [error] });
}

/** The caller's name for this write, required: `@IdempotencyKey() key: string`. */
export const IdempotencyKey = createParamDecorator(readIdempotencyKey);
