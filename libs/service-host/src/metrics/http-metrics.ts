import type { FastifyInstance } from 'fastify';
import { histogram } from './metrics.js';

const LABELS = ['http_request_method', 'http_route', 'http_response_status_code'] as const;

/** A scanner can ask for any path; all that are not ours are one series. */
const NO_ROUTE = 'unmatched';
const KNOWN_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Rate, errors and duration, named as OpenTelemetry's semantic conventions name them. */
export function observeRequests(fastify: FastifyInstance): void {
  const duration = histogram('http_server_request_duration_seconds', 'Duration of HTTP requests', LABELS);
  fastify.addHook('onResponse', (request, reply, done) => {
    duration.observe(
      {
        http_request_method: KNOWN_METHODS.has(request.method) ? request.method : '_OTHER',
        http_route: request.routeOptions.url ?? NO_ROUTE,
        http_response_status_code: reply.statusCode,
      },
      reply.elapsedTime / 1000,
    );
    done();
  });
}
