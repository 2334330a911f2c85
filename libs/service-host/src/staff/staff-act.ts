import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors/problem.js';
import { checkReason } from './reason.js';
import type { AskedByHand, StaffActions } from './staff-actions.js';

declare module 'fastify' {
  interface FastifyInstance {
    staffActions: StaffActions;
  }
}

export interface StaffActOptions {
  /** Where the reason stands: in the body (`reasonedBody`), or in the query of a door whose body is a document or none. */
  readonly in: 'body' | 'query';
  /** Who says none is not refused: the door was promised without one. */
  readonly optional?: boolean;
}

/** A change by hand that is asked for, and its place in the journal. */
export class StaffAction {
  constructor(
    private readonly journal: StaffActions,
    readonly asked: AskedByHand,
  ) {}

  /** Does the work under an entry of the journal that is durable before, and says afterwards what came of it. */
  async record<T>(work: () => Promise<T>): Promise<T> {
    const number = await this.journal.begin(this.asked);
    let answer: T;
    try {
      answer = await work();
    } catch (error) {
      await this.journal.end(number, error instanceof Problem ? error.code : 'failed');
      throw error;
    }
    await this.journal.end(number, isRepeat(answer) ? 'repeated' : 'done');
    return answer;
  }

  /** For doors that machines use as well: there it is by hand where somebody says why. */
  async recordIfReasoned<T>(work: () => Promise<T>): Promise<T> {
    return this.asked.reason === null ? work() : this.record(work);
  }
}

const isRepeat = (answer: unknown): boolean => Object(answer).repeated === true;

export function readStaffAct(options: StaffActOptions, context: ExecutionContext): StaffAction {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const { actor, method, url, id: requestId, server } = request;
  if (!actor) throw new Error('a public route has no actor; drop @StaffAct() or @Public()');
  const path = url.split('?', 1)[0] ?? url;
  return new StaffAction(server.staffActions, {
    actor: actor.id,
    method,
    path,
    reason: reasonIn(request, options),
    requestId,
  });
}

/** What a body says is refused by the pipe of the body, beside all else that is wrong with it. */
function reasonIn({ body, query }: FastifyRequest, { in: where, optional = false }: StaffActOptions): string | null {
  if (where === 'query') return checkReason(Object(query).reason, { optional });
  const { reason } = Object(body);
  return typeof reason === 'string' ? reason : null;
}

/** Who changes something by hand, and why: `@StaffAct({ in: 'body' }) act: StaffAction`. */
export const StaffAct = createParamDecorator(readStaffAct);
