import { DURATION_PATTERN } from '@loyalty/programme';
import { identity } from '../redemption.schema.js';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
export const CODES_AT_ONCE_MAX = 10_000;
const POOL_MAX = 10_000_000;
const USES_MAX = 1_000_000;

const name = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const code = { ...name(64), description: 'As it is typed or scanned: case, spaces and dashes do not matter.' };
const instant = { type: 'string', format: 'date-time' };
const uses = {
  type: 'integer',
  minimum: 1,
  maximum: USES_MAX,
  description: 'How often it can be used; once if left out.',
};
const terms = { uses, validFrom: instant, validUntil: instant };
const use = { code, member: identity, source: name(64), externalId: name(128), store: name(64) };

const object = (title: string, required: readonly string[], properties: Readonly<Record<string, object>>) => ({
  $schema: DIALECT,
  title,
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

export const useSchema = object('VoucherUse', ['code', 'source', 'externalId'], use);

export const reservationSchema = object('VoucherReservation', ['code', 'source', 'externalId'], {
  ...use,
  lapsesAfter: { type: 'string', pattern: DURATION_PATTERN, description: 'An ISO 8601 duration, as PT15M.' },
});

export const voucherSchema = object('Voucher', [], { programme: name(64), member: identity, ...terms });

export const poolSchema = object('VoucherPool', ['programme'], {
  programme: name(64),
  ...terms,
  size: { type: 'integer', minimum: 0, maximum: POOL_MAX, description: 'How many codes are to be generated in all.' },
});

export const codesSchema = object('VoucherCodes', ['codes'], {
  codes: {
    type: 'array',
    minItems: 1,
    maxItems: CODES_AT_ONCE_MAX,
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['code'],
      properties: {
        code: {
          ...code,
          pattern: '^(?:[\\s-]*[^\\s-]){8}',
          description: 'Of at least 8 characters, blanks and dashes aside.',
        },
        member: { ...name(64), pattern: '^mem_[0-9a-z]{26}$', description: 'The id of whoever it is bound to.' },
      },
    },
  },
});
