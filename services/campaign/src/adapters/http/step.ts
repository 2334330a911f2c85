import { type Actor, formatInstant, Problem } from '@loyalty/service-host';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Step } from '../../domain/proposal.js';

/** The header by which a caller says which way it came; the command line does. */
const HEADER = 'loyalty-road';
const ROADS: ReadonlySet<string> = new Set(['http', 'cli']);

/** Who is asking and by which road: `@Caller() caller: Caller`. */
export interface Caller {
  readonly actor: Actor;
  readonly road: string;
}

export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { actor, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!actor) throw new Error('a route that is written down needs somebody who does it');
  const road = headers[HEADER] ?? 'http';
  if (typeof road === 'string' && ROADS.has(road)) return { actor, road };
  const errors = [{ pointer: `/${HEADER}`, code: 'wrong_value', expected: 'http or cli', found: String(road) }];
  throw new Problem({ status: 400, code: 'invalid_request', errors });
});

export function stepOf({ actor, road }: Caller, { at, reason }: { at: number; reason: string | undefined }): Step {
  return { by: actor.id, name: actor.name, at, road, reason: reason ?? null };
}

export function stepBody({ by, name, at, road, reason }: Step) {
  return { by, name, at: formatInstant(at), road, reason };
}
