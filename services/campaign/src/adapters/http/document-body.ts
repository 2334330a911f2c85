import { compileSchema, Problem } from '@loyalty/service-host';
import type { PipeTransform } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';

export const YAML = 'application/yaml';
/** A document with what goes with it. */
export const CHANGE = 'application/vnd.loyalty.programme-change+json';

const TEXTS = [YAML, 'application/x-yaml', 'text/yaml', 'text/x-yaml', 'text/plain'];
const ACCEPTS = `${YAML}, ${CHANGE}`;
const BODY_CHARACTERS_MAX = 1_000_000;

/** What a door of documents was sent. */
export interface SentChange {
  /** Byte for byte. */
  readonly document: string;
  /** The text of a `*.test.yaml`. */
  readonly tests?: string;
  readonly reason?: string;
}

const text = (description: string, maxLength = BODY_CHARACTERS_MAX) => ({
  type: 'string',
  minLength: 1,
  maxLength,
  description,
});

const readChange = compileSchema<SentChange>({
  type: 'object',
  additionalProperties: false,
  required: ['document'],
  properties: {
    document: text('The programme as YAML or JSON text; kept byte for byte.'),
    tests: text('The text of its `*.test.yaml`.'),
    reason: text('Why; stands in the history.', 500),
  },
});

/**
 * A document is kept byte for byte, so it is taken as text. JSON is YAML: at these doors a JSON document is not parsed on
 * the way in either.
 */
export function takeProgrammeDocuments(fastify: FastifyInstance): void {
  const take = (type: string | string[], read: (body: string | Buffer) => unknown) =>
    fastify.addContentTypeParser(type, { parseAs: 'string' }, (request, body, done) =>
      takesDocuments(request) ? done(null, read(body)) : done(notTaken()),
    );
  take(TEXTS, (body) => body);
  take(CHANGE, (body) => ({ change: body }));
  fastify.addHook('onRequest', (request, _reply, done) => {
    const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
    if (isJson && takesDocuments(request)) request.headers['content-type'] = YAML;
    done();
  });
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

const PUT_DOOR = /^\/v1\/programmes\/[^/?]+(\?|$)/;
const PLAN_DOOR = /^\/v1\/programmes\/[^/?]+\/plan(\?|$)/;

function takesDocuments({ method, url }: FastifyRequest): boolean {
  return (method === 'PUT' && PUT_DOOR.test(url)) || (method === 'POST' && PLAN_DOOR.test(url));
}

/** The text alone, or with its tests and a reason. */
export class DocumentPipe implements PipeTransform<unknown, SentChange> {
  transform(body: unknown): SentChange {
    if (typeof body === 'string') return { document: body };
    if (typeof body !== 'object' || body === null || !('change' in body)) {
      throw new Problem({ status: 415, code: 'unsupported_media_type', extensions: { accepts: ACCEPTS } });
    }
    const read = readChange(parsed(String(body.change)));
    if (read.ok) return read.value;
    throw new Problem({ status: 400, code: 'invalid_request', errors: read.errors });
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new Problem({ status: 400, code: 'malformed_json', detail: String(cause) }, { cause });
  }
}
