import { beginSpan, inScope, readTraceparent, type Span, type TraceScope, traceScope } from '@loyalty/tracing';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** What is done for it belongs to this trace. */
    scope: TraceScope | undefined;
    span: Span | undefined;
  }
}

/**
 * A request goes on with the trace that its caller names, or begins one; with nobody to record spans, the caller's is passed
 * on as it came. The path stays out of the span, and so does the query: they name accounts and members.
 */
export function traceRequests(fastify: FastifyInstance): void {
  fastify.decorateRequest('scope', undefined);
  fastify.decorateRequest('span', undefined);
  fastify.addHook('onRequest', (request, _reply, done) => {
    const parent = readTraceparent(request.headers['traceparent']);
    request.span = beginSpan(request.method, {
      parent,
      kind: 'SERVER',
      attributes: { 'http.request.method': request.method, 'url.scheme': request.protocol },
    });
    request.scope = traceScope(request.span?.traceparent ?? parent);
    inScope(request.scope, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { span } = request;
    if (span === undefined) return done();
    const route = request.routeOptions.url;
    if (route !== undefined) {
      span.rename(`${request.method} ${route}`);
      span.set({ 'http.route': route });
    }
    span.set({ 'http.response.status_code': reply.statusCode });
    if (reply.statusCode >= 500) span.failAs(String(reply.statusCode));
    span.end();
    done();
  });
}
