import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { hostProblem } from './host-problem-codes.js';
import { keepSignedText } from '../validation/signed-text.js';
import { holdsHalfCharacter } from './half-characters.js';
import { jsonErrorPosition } from './json-error-position.js';
import type { Problem } from './problem.js';

/** Read as if it were, letters would be lost, and two ids could become one. */
const NOT_UTF8 = 'The body is not UTF-8.';
const HALF_CHARACTER = 'A text holds half a character.';

/** JSON is the only document this API takes. Fastify's own parser, which refuses bodies that reach for a prototype. */
export function useJsonParser(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (!isUtf8(Buffer.from(bytes))) return done(hostProblem('malformed_json', { detail: NOT_UTF8 }));
    const text = bytes.toString();
    keepSignedText(request, text);
    void parse(request, text, (error, body) => {
      if (error) done(malformedJson(text));
      else if (holdsHalfCharacter(text)) done(hostProblem('malformed_json', { detail: HALF_CHARACTER }));
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
