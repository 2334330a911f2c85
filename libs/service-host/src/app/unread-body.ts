import type { FastifyInstance } from 'fastify';

/** A longer body is cut off all the same: whoever sends it is not to occupy the line with it. */
const THROWN_AWAY_BYTES_MAX = 64 * 1024 * 1024;

/**
 * The answer to a body that is too large goes out at once, and the rest of the body is read and thrown away where it says
 * how long it is: a sender who is cut off while sending often never sees the answer that waits for it.
 */
export function letSendersFinish(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    const length = Number(request.headers['content-length'] ?? Number.NaN);
    if (reply.statusCode === 413 && length <= THROWN_AWAY_BYTES_MAX) reply.removeHeader('connection');
    done();
  });
}
