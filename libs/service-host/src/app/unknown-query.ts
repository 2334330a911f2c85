import type { INestApplication } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { FastifyInstance } from 'fastify';
import { describeFound, pointerTo } from '../errors/field-error.js';
import { hostProblem } from '../errors/host-problem-codes.js';
import { methodsOf, readHandler } from '../openapi/handlers.js';
import { queryNamesOf } from '../openapi/query-parameters.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The names that may stand in the query. Absent: whoever handles it looks at them. */
    readonly queryNames?: readonly string[];
  }
}

/**
 * Says beside each route which query parameters it reads; once, and before Nest tells Fastify of its routes. Public ones are
 * left alone: browsers, probes and providers of payments add parameters of their own.
 */
export function declareQueries(app: INestApplication): void {
  for (const { controller, method } of methodsOf(app)) {
    const handler = readHandler(controller, method);
    const queryNames = queryNamesOf(handler);
    const route = Object.getOwnPropertyDescriptor(controller.prototype, method);
    if (handler.access.public || queryNames === undefined || typeof route?.value !== 'function') continue;
    const config: object = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, route.value) ?? {};
    RouteConfig({ ...config, queryNames })(controller.prototype, method, route);
  }
}

/**
 * A misspelt `dryRun` must not write: no write takes a query parameter that it does not read. Reads with a DTO refuse them by
 * it; those without write nothing, and short lists are asked page by page (`limit`, `after`) by clients that ask all so.
 */
export function refuseUnknownQueries(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { queryNames } = request.routeOptions.config;
    if (queryNames === undefined || request.method === 'GET' || !request.url.includes('?')) return done();
    const unknown = Object.entries(Object(request.query)).filter(([name]) => !queryNames.includes(name));
    if (unknown.length === 0) return done();
    const expected = queryNames.length === 0 ? 'no query parameters' : `only ${queryNames.join(', ')}`;
    const errors = unknown.map(([name, value]) => ({
      pointer: pointerTo(name),
      code: 'unknown_field',
      expected,
      found: describeFound(value),
    }));
    done(hostProblem('invalid_request', { errors: errors.slice(0, ERRORS_MAX) }));
  });
}

const ERRORS_MAX = 100;
