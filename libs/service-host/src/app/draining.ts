import type { FastifyInstance } from 'fastify';

const LOOK_MS = 20;

/**
 * On close, requests that are under way are answered. A connection that is kept alive after its answer would hold the
 * process for as long as its client likes, and an endless batch for ever; so the first go when they fall idle, and all
 * of them after `drainMs`.
 */
export function drainOnClose(fastify: FastifyInstance, drainMs: number): void {
  const { server } = fastify;
  fastify.addHook('preClose', (done) => {
    if (!server.listening) return done();
    const looking = setInterval(() => server.closeIdleConnections(), LOOK_MS);
    const deadline = setTimeout(() => server.closeAllConnections(), drainMs);
    server.once('close', () => {
      clearInterval(looking);
      clearTimeout(deadline);
    });
    done();
  });
}
