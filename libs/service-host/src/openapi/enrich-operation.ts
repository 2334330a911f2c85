import { readDryRun } from '../app/dry-run.js';
import { NDJSON, readNdjsonBody } from '../app/ndjson.js';
import { readIdempotencyKey } from '../idempotency/idempotency-key.js';
import type { JsonSchema } from '../validation/compile-schema.js';
import { JsonBodyPipe } from '../validation/json-body.js';
import type { Answers } from './answers.js';
import type { Components } from './components.js';
import type { Schema } from './dto-schema.js';
import type { problemResponses } from './problem-schema.js';
import type { Handler, HandlerParam } from './handlers.js';
import { ownQueryParameters } from './query-parameters.js';

/** What the document says of one method on one path. */
export type Operation = Record<string, unknown>;

export const SECURITY_SCHEME = 'apiKey';

/** Adds to an operation what the decorators of its handler enforce, so that nobody has to write it a second time. */
export function enrichOperation(operation: Operation, handler: Handler, components: Components): void {
  describeAccess(operation, handler);
  if (handler.answers) describeAnswers(operation, handler.answers, components);
  describeProblems(operation, handler);
  for (const param of handler.params) {
    if (param.factory === readIdempotencyKey) addParameter(operation, IDEMPOTENCY_KEY_PARAMETER);
    for (const parameter of ownQueryParameters(param)) addParameter(operation, parameter);
    if (param.factory === readNdjsonBody) operation['requestBody'] = requestBody(NDJSON, { type: 'string' });
    if (param.kind === 'body') describeBody(operation, param, components);
    if (param.kind === 'query' || param.kind === 'path')
      describeFields(operation, { ...param, kind: param.kind }, components);
  }
}

const IDEMPOTENCY_KEY_PARAMETER: Schema = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'Your name for this write. Sent again with it, the write is not done again, and its first answer returns.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

function describeAccess(operation: Operation, { access }: Handler): void {
  if (access.public) {
    operation['security'] = [];
    return;
  }
  operation['security'] = [{ [SECURITY_SCHEME]: [...access.scopes] }];
  const needs = `Needs the scope ${access.scopes.map((scope) => `\`${scope}\``).join(' and ')}.`;
  const said = operation['description'];
  operation['description'] = typeof said === 'string' && said !== '' ? `${said}\n\n${needs}` : needs;
}

/** A write that is repeated answers 200 whatever it answered at first. */
function describeAnswers(operation: Operation, { byStatus, contentType }: Answers, components: Components): void {
  const responses: Record<string, unknown> = asRecord(operation['responses']);
  for (const [status, schema] of Object.entries(byStatus)) {
    const answer = { content: { [contentType]: { schema: components.ofJsonSchema(schema) } } };
    responses[status] = { description: 'Done', ...answer };
    if (saysRepeated(schema)) responses['200'] ??= { ...REPEATED, ...answer };
  }
  operation['responses'] = responses;
}

const REPEATED: Schema = {
  description: 'Done already: the first answer again',
  headers: { 'Idempotency-Hit': { schema: { const: 'true' } } },
};

function saysRepeated({ properties, anyOf }: JsonSchema): boolean {
  if (Array.isArray(anyOf)) return anyOf.some((schema) => saysRepeated(asRecord(schema)));
  return 'repeated' in asRecord(properties);
}

function describeProblems(operation: Operation, { access, params }: Handler): void {
  const responses: Record<string, unknown> = asRecord(operation['responses']);
  for (const [status, response] of Object.entries(responses)) {
    if (asRecord(response)['description'] === '') responses[status] = { ...asRecord(response), description: 'Done' };
  }
  if (params.some(({ kind, factory }) => kind === 'body' || kind === 'query' || factory === readDryRun))
    responses['400'] ??= response('Invalid');
  if (!access.public) {
    responses['401'] ??= response('Unauthenticated');
    responses['403'] ??= response('MissingScope');
  }
  responses['default'] ??= response('Problem');
  operation['responses'] = responses;
}

function response(name: keyof typeof problemResponses): Schema {
  return { $ref: `#/components/responses/${name}` };
}

function describeBody(operation: Operation, { pipes, type }: HandlerParam, components: Components): void {
  const jsonBody = pipes.find((pipe) => pipe instanceof JsonBodyPipe);
  const schema = jsonBody ? components.ofJsonSchema(jsonBody.schema) : type && components.ofDto(type);
  const required = jsonBody?.absent === undefined;
  if (schema) operation['requestBody'] = { ...requestBody('application/json', schema), required };
}

function requestBody(contentType: string, schema: Schema): Schema {
  return { required: true, content: { [contentType]: { schema } } };
}

/** A class of fields, all of the query or all of the path; there is no path without one of its own. */
function describeFields(
  operation: Operation,
  { kind, type, field }: HandlerParam & { readonly kind: 'query' | 'path' },
  components: Components,
): void {
  if (!type || field !== undefined) return;
  const { properties, required } = components.fieldsOf(type, asRecord(components.schemas[type.name]?.['properties']));
  for (const [name, { description, ...schema }] of Object.entries(properties)) {
    const said = typeof description === 'string' && { description };
    addParameter(operation, { name, in: kind, required: kind === 'path' || required.includes(name), ...said, schema });
  }
}

/** In place of what was guessed for the same name. */
function addParameter(operation: Operation, parameter: Schema): void {
  const known: readonly unknown[] = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  const others = known.filter((other) => asRecord(other)['name'] !== parameter['name']);
  operation['parameters'] = [...others, parameter];
}

function asRecord(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
