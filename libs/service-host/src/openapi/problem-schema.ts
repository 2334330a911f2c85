import { problemCodes } from '../errors/problem-codes.js';
import type { Schema } from './dto-schema.js';

/** What any operation may answer instead of a success. */
export const problemResponses = {
  Invalid: problemResponse('The request was not understood; `errors` says where.'),
  Unauthenticated: problemResponse('No valid API key.'),
  MissingScope: problemResponse('The key lacks a scope; `missing` names it.'),
  Problem: problemResponse('Anything else that is no success; `code` says what.'),
};

function problemResponse(description: string): Schema {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return { description, content };
}

/** Answered wherever something is refused. */
export function problemSchema(): Schema {
  return {
    type: 'object',
    description: 'RFC 9457. Some codes add members of their own, as the numbers that explain a refusal.',
    required: ['type', 'title', 'status', 'code', 'requestId'],
    properties: {
      type: { type: 'string', format: 'uri-reference', description: 'Where the code is documented.' },
      title: { type: 'string', description: 'The same for every occurrence of the code.' },
      status: { type: 'integer' },
      code: {
        type: 'string',
        description: 'Never changes its meaning; new ones may be added.',
        examples: problemCodes().map(({ code }) => code),
      },
      detail: { type: 'string', description: 'About this occurrence.' },
      errors: { type: 'array', items: fieldErrorSchema() },
      requestId: { type: 'string', description: 'Also in the header X-Request-Id, and in our log.' },
    },
  };
}

function fieldErrorSchema(): Schema {
  return {
    type: 'object',
    required: ['pointer', 'code', 'expected', 'found'],
    properties: {
      pointer: { type: 'string', description: 'A JSON pointer into the body.', examples: ['/lines/0/quantity'] },
      code: { type: 'string' },
      expected: { type: 'string' },
      found: { type: 'string' },
    },
  };
}
