import { Problem } from '@loyalty/service-host';
import type { FastifyInstance, FastifyRequest } from 'fastify';

export const YAML = 'application/yaml';

const TEXTS = [YAML, 'application/x-yaml', 'text/yaml', 'text/x-yaml', 'text/plain'];
const DOORS = '/v1/programmes/';

/**
 * A programme's document is kept byte for byte, so it is taken as text. JSON is YAML: at these doors a JSON document is
 * not parsed on the way in either.
 */
export function takeProgrammeDocuments(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(TEXTS, { parseAs: 'string' }, (request, text, done) =>
    takesDocuments(request) ? done(null, text) : done(notTaken()),
  );
  fastify.addHook('onRequest', (request, _reply, done) => {
    const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
    if (isJson && takesDocuments(request)) request.headers['content-type'] = YAML;
    done();
  });
}

function takesDocuments({ method, url }: FastifyRequest): boolean {
  return method === 'PUT' && url.startsWith(DOORS);
}

/** At every other door these are what they are without us. */
function notTaken(): Problem {
  const accepts = 'application/json';
  return new Problem({
    status: 415,
    code: 'unsupported_media_type',
    detail: `This path takes ${accepts}.`,
    extensions: { accepts },
  });
}
