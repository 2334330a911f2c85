import type { FastifyInstance } from 'fastify';

export const YAML = 'application/yaml';

const TEXTS = [YAML, 'application/x-yaml', 'text/yaml', 'text/x-yaml', 'text/plain'];
const DOORS = '/v1/programmes/';

/**
 * A programme's document is kept byte for byte, so it is taken as text. JSON is YAML: at these doors a JSON document is
 * not parsed on the way in either.
 */
export function takeProgrammeDocuments(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(TEXTS, { parseAs: 'string' }, (_request, text, done) => done(null, text));
  fastify.addHook('onRequest', (request, _reply, done) => {
    const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
    if (isJson && request.method === 'PUT' && request.url.startsWith(DOORS)) request.headers['content-type'] = YAML;
    done();
  });
}
