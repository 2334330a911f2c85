import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { frameworkProblem } from './framework-problem.js';
import { hostProblem } from './host-problem-codes.js';
import { outageProblem } from './outage.js';
import { sendProblem } from './problem-document.js';
import { Problem } from './problem.js';

const CUT_OFF = 'The body broke off with its connection.';

/** Every answer that is no success leaves through here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly bodyLimitBytes: number,
    private readonly allowedMethods: (url: string) => readonly string[],
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.problemOf(error, request);

    if (problem.status >= 500) this.log(problem, error, request);
    if (reply.sent || reply.raw.headersSent) {
      // Part of a streamed answer is out already; cutting it off is the only way left to say that it failed.
      reply.raw.destroy();
      return;
    }
    sendProblem(reply, problem, request.id);
  }

  private problemOf(error: unknown, request: FastifyRequest): Problem {
    if (request.is404 && !(error instanceof Problem)) return this.nothingHere(request);
    if (error instanceof Problem) return error;
    const { bodyLimitBytes } = this;
    // Its connection broke, not the one to the database.
    if (request.raw.destroyed && !request.raw.complete) return hostProblem('malformed_request', { detail: CUT_OFF });
    return (
      outageProblem(error) ??
      frameworkProblem(error, { bodyLimitBytes, contentType: request.headers['content-type'] }) ??
      hostProblem('internal_error')
    );
  }

  private nothingHere(request: FastifyRequest): Problem {
    const methods = this.allowedMethods(request.url);
    if (methods.length === 0) return hostProblem('not_found');
    const allow = methods.join(', ');
    return hostProblem('method_not_allowed', {
      detail: `${request.method} is not among ${allow}.`,
      headers: { Allow: allow },
    });
  }

  /** A bug is logged with all that is known of it; an outage without a stack, since there will be thousands. */
  private log(problem: Problem, error: unknown, request: FastifyRequest): void {
    const facts = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      code: problem.code,
    };
    if (problem.status === 503) {
      const cause = problem.cause instanceof Error ? problem.cause.message : undefined;
      this.logger.warn({ ...facts, cause }, problem.title);
    } else {
      this.logger.error({ ...facts, err: error }, problem.title);
    }
  }
}
