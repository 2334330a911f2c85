import { readDryRun } from '../app/dry-run.js';
import { readNamedLanguage } from '../language/preferred-language.js';
import { reasonSchema } from '../staff/reason.js';
import { readStaffAct, type StaffActOptions } from '../staff/staff-act.js';
import type { Schema } from './dto-schema.js';
import type { Handler, HandlerParam } from './handlers.js';

/** What a decorator of ours reads from the query, as OpenAPI says it. */
export function ownQueryParameters({ factory, data }: HandlerParam): readonly (Schema & { readonly name: string })[] {
  if (factory === readDryRun) return [DRY_RUN];
  if (factory === readNamedLanguage) return [languageParameter(data)];
  return factory === readStaffAct ? reasonParameter(data as StaffActOptions) : [];
}

/** The names that a route reads from its query. Undefined: it has a DTO for it, which refuses all others itself. */
export function queryNamesOf({ params }: Handler): readonly string[] | undefined {
  const asked = params.filter(({ kind }) => kind === 'query');
  if (asked.some(({ field }) => field === undefined)) return undefined;
  const single = asked.flatMap(({ field }) => field ?? []);
  return [...single, ...params.flatMap((param) => ownQueryParameters(param).map(({ name }) => name))];
}

const DRY_RUN = {
  name: 'dryRun',
  in: 'query',
  required: false,
  description: 'The same answer, and nothing is written.',
  schema: { type: 'boolean', default: false },
};

function languageParameter(offered: unknown) {
  const description = 'Of what is printed. Without it `Accept-Language` says; else it is the member’s.';
  return { name: 'language', in: 'query', required: false, description, schema: { type: 'string', enum: offered } };
}

/** One in a body stands in the schema of the body. */
function reasonParameter({ in: where, optional = false }: StaffActOptions) {
  if (where === 'body') return [];
  const { description, ...schema } = reasonSchema;
  return [{ name: 'reason', in: 'query', required: !optional, description, schema }];
}
