import type { FastifyInstance } from 'fastify';

/**
 * An answer that was given before says so in its body, in its status and in a header. The use case only says
 * `repeated: true`; the rest is the same for every write.
 */
export function markRepeats(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, payload: unknown, done) => {
    if (request.method !== 'GET' && isRepeat(payload) && reply.statusCode < 300) {
      void reply.code(200).header('Idempotency-Hit', 'true');
    }
    done(null, payload);
  });
}

function isRepeat(payload: unknown): boolean {
  return typeof payload === 'object' && payload !== null && 'repeated' in payload && payload.repeated === true;
}
