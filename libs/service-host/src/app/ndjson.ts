import { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hostProblem } from '../errors/host-problem-codes.js';

export const NDJSON = 'application/x-ndjson';

/** Handed through unread and without a limit: a batch is as long as its sender likes, and is read as it is handled. */
export function passNdjsonThrough(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(NDJSON, (_request, payload, done) => done(null, payload));
}

export function readNdjsonBody(_data: unknown, context: ExecutionContext): Readable {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body instanceof Readable) return body;
  throw hostProblem('unsupported_media_type', {
    detail: `This path takes ${NDJSON}.`,
    extensions: { accepts: NDJSON },
  });
}

/** The body as it arrives: `@NdjsonBody() body: Readable`. */
export const NdjsonBody = createParamDecorator(readNdjsonBody);
