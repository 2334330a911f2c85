import type { FastifyInstance } from 'fastify';
import { hostProblem } from './host-problem-codes.js';
import { keepSignedText } from '../validation/signed-text.js';
import { jsonErrorPosition } from './json-error-position.js';
import type { Problem } from './problem.js';

/** JSON is the only document this API takes. Fastify's own parser, which refuses bodies that reach for a prototype. */
export function useJsonParser(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    keepSignedText(request, text.toString());
    void parse(request, text.toString(), (error, body) => {
      if (error) done(malformedJson(text.toString()));
      else done(null, body);
    });
  });
}

/** Says where, and quotes nothing: the text may be somebody's personal data. */
function malformedJson(text: string): Problem {
  const position = isJson(text) ? prototypePosition(text) : jsonErrorPosition(text);
  const lines = text.slice(0, position).split('\n');
  const line = lines.length;
  const column = (lines.at(-1) ?? '').length + 1;
  return hostProblem('malformed_json', {
    detail: `${reasonFor(text, position)} at line ${line}, column ${column}.`,
    extensions: { position, line, column },
  });
}

function reasonFor(text: string, position: number): string {
  if (text.trim() === '') return 'The body is empty';
  if (position >= text.length) return 'The body ends too early';
  return isJson(text) ? 'No field may be called __proto__ or constructor' : 'The body stops being JSON';
}

function prototypePosition(text: string): number {
  return Math.max(0, text.search(/"(?:__proto__|constructor)"\s*:/));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
