import { describeFound } from '../errors/field-error.js';
import { hostProblem } from '../errors/host-problem-codes.js';
import type { JsonSchema } from '../validation/compile-schema.js';
import { JsonBodyPipe } from '../validation/json-body.js';

const REASON_MIN = 3;
const REASON_MAX = 500;
export const REASON_EXPECTED = `why, in ${REASON_MIN} to ${REASON_MAX} characters`;

/** Why somebody does something by hand. */
export const reasonSchema = {
  type: 'string',
  minLength: REASON_MIN,
  maxLength: REASON_MAX,
  pattern: '\\S',
  description: 'Why it is done by hand. Kept with the key that asked; see `GET /v1/staff-actions`.',
};

export interface ReasonedOptions<T> {
  /** Where the door was promised without one, it may still be said. */
  readonly optional?: boolean;
  /** What a request without a body means; left out, it must have one. */
  readonly absent?: T;
}

/** A body with the `reason` of a door for staff: the handler gets it without, and `@StaffAct` reads the reason. */
class ReasonedBodyPipe<T extends object> extends JsonBodyPipe<T> {
  override transform(body: unknown): T {
    const { reason: _reason, ...sent } = super.transform(body) as T & { readonly reason?: string };
    return sent as unknown as T;
  }
}

/** `@Body(reasonedBody<SentVoucher>(voucherSchema)) sent: SentVoucher`; goes with `@StaffAct({ in: 'body' })`. */
export function reasonedBody<T extends object>(
  schema: JsonSchema,
  { optional = false, absent }: ReasonedOptions<T> = {},
): JsonBodyPipe<T> {
  return new ReasonedBodyPipe<T>(withReason(schema, optional), absent);
}

/** The body of a door that needs nothing but a reason; an empty object for the handler. */
export function onlyReason({ optional = false } = {}): JsonBodyPipe<Record<string, never>> {
  const title = optional ? 'PerhapsReason' : 'Reason';
  const schema = { $schema: DIALECT, title, type: 'object', additionalProperties: false };
  return reasonedBody(schema, { optional, ...(optional && { absent: {} }) });
}

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

function withReason(schema: JsonSchema, optional: boolean): JsonSchema {
  const { properties, required = [], ...others } = schema;
  const bounds = ['minProperties', 'maxProperties'].flatMap((bound) =>
    typeof schema[bound] === 'number' && !optional ? [[bound, schema[bound] + 1]] : [],
  );
  return {
    ...others,
    ...Object.fromEntries(bounds),
    properties: { ...Object(properties), reason: reasonSchema },
    required: optional ? required : [...(required as readonly string[]), 'reason'],
  };
}

/** Whether a text is a `reason` as every door takes it. */
export function isReason(text: string): boolean {
  return text.length >= REASON_MIN && text.length <= REASON_MAX && /\S/.test(text);
}

/** Of a query, which no schema has checked. */
export function checkReason(found: unknown, { optional }: { readonly optional: boolean }): string | null {
  if (found === undefined && optional) return null;
  if (typeof found === 'string' && isReason(found)) return found;
  const code = found === undefined ? 'required' : 'bad_format';
  const error = { pointer: '/reason', code, expected: REASON_EXPECTED, found: describeFound(found) };
  throw hostProblem('invalid_request', { errors: [error] });
}
