import { inScope, traceScope } from '@loyalty/tracing';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** One line per request. The route's pattern stands for the URL, whose query may name a member. */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  if (!logger.isLevelEnabled('debug')) return;
  fastify.addHook('onResponse', (request, reply, done) => {
    const facts = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      key: request.actor?.id,
    };
    inScope(request.scope ?? traceScope(undefined), () => logger.debug(facts, 'request'));
    done();
  });
}
