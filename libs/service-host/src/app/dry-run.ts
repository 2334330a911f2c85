import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { describeFound } from '../errors/field-error.js';
import { hostProblem } from '../errors/host-problem-codes.js';

/** Undefined where nothing was said of it. */
export function readDryRun(_data: unknown, context: ExecutionContext): boolean | undefined {
  const { query } = context.switchToHttp().getRequest<FastifyRequest>();
  const { dryRun } = query as { readonly dryRun?: unknown };
  if (dryRun === undefined) return undefined;
  if (dryRun === 'true' || dryRun === 'false') return dryRun === 'true';

  const error = { pointer: '/dryRun', code: 'not_one_of', expected: 'true or false', found: describeFound(dryRun) };
  throw hostProblem('invalid_request', { errors: [error] });
}

/** `?dryRun=true`: the same answer, and nothing is written: `@DryRun() dryRun = false`. */
export const DryRun = createParamDecorator(readDryRun);
