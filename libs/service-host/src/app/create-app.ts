import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { guardAccess } from '../auth/access.js';
import { frameworkProblem } from '../errors/framework-problem.js';
import { hostProblem } from '../errors/host-problem-codes.js';
import { letSendersFinish } from './unread-body.js';
import { useJsonParser } from '../errors/json-parser.js';
import { sendProblem } from '../errors/problem-document.js';
import { ProblemFilter } from '../errors/problem.filter.js';
import { createLogger } from '../logging/logger.js';
import { NestLogger } from '../logging/nest-logger.js';
import { logRequests } from '../logging/request-log.js';
import { observeRequests } from '../metrics/http-metrics.js';
import { OpenApiText } from '../openapi/openapi-text.js';
import { observePools } from '../metrics/pool-metrics.js';
import { observeProcess } from '../metrics/process-metrics.js';
import { traceRequests } from '../tracing/trace-requests.js';
import { DtoPipe } from '../validation/dto-pipe.js';
import { type AppOptions, BODY_LIMIT_BYTES, DRAIN_MS } from './app-options.js';
import { drainOnClose } from './draining.js';
import { HostModule } from './host.module.js';
import { passNdjsonThrough } from './ndjson.js';
import { markRepeats } from './repeats.js';
import { requestId } from './request-id.js';
import { rememberRoutes } from './routes.js';
import { declareQueries, refuseUnknownQueries } from './unknown-query.js';

/** Builds the app of a service, or of several in one process, and listens if it is given a port. */
export async function createApp(
  rootModule: Type | DynamicModule,
  options: AppOptions,
): Promise<NestFastifyApplication> {
  const logger = options.logger ?? createLogger();
  const bodyLimitBytes = options.bodyLimitBytes ?? BODY_LIMIT_BYTES;
  const adapter = newAdapter(bodyLimitBytes);
  const fastify: FastifyInstance = adapter.getInstance();
  const allowedMethods = rememberRoutes(fastify);

  const app = await NestFactory.create<NestFastifyApplication>(
    HostModule.register(rootModule, { ...options, logger }),
    adapter,
    { logger: new NestLogger(logger), bodyParser: false, abortOnError: false },
  );
  fastify.decorateRequest('actor', undefined);
  fastify.decorate('staffActions', options.staffActions);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('X-Request-Id', request.id);
    done();
  });
  traceRequests(fastify);
  guardAccess(fastify, options.keys);
  refuseUnknownQueries(fastify);
  observeProcess();
  observePools();
  observeRequests(fastify);
  logRequests(fastify, logger);
  markRepeats(fastify);
  letSendersFinish(fastify);
  useJsonParser(fastify);
  passNdjsonThrough(fastify);
  drainOnClose(fastify, options.drainMs ?? DRAIN_MS);

  app.useGlobalPipes(new DtoPipe());
  app.useGlobalFilters(new ProblemFilter(logger, bodyLimitBytes, allowedMethods));
  app.get(OpenApiText).describe(app);
  declareQueries(app);
  await app.init();
  if (options.port !== undefined) await app.listen(options.port, options.host ?? '127.0.0.1');
  return app;
}

function newAdapter(bodyLimit: number): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const problem = frameworkProblem(error, { bodyLimitBytes: bodyLimit, contentType: undefined });
      sendProblem(reply, problem ?? hostProblem('malformed_request'), request.id);
    },
    genReqId: requestId,
    requestIdHeader: false,
    // Who sits behind a proxy configures the proxy; a forwarded header that anybody can send is no address.
    trustProxy: false,
    // Requests on open connections are still answered while the app closes, and told not to come again.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // Middleware of the Express kind is not used, and would cost every request.
    skipMiddie: true,
  });
}
