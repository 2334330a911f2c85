import * as parts from '../document/schema-parts.js';

const text = (title: string) => ({ title, type: 'string', minLength: 1, maxLength: 200 });

const line = {
  title: 'a line: at least its `amount`',
  type: 'object',
  additionalProperties: false,
  required: ['amount'],
  properties: {
    amount: { ...parts.decimal('a sum of the purchase’s currency, such as 3.50'), description: 'For the whole line.' },
    sku: text('a SKU'),
    quantity: parts.decimal('a quantity, such as 1 or 0.350'),
    categories: { title: 'a list of categories', type: 'array', items: text('a category') },
    kind: parts.lineKind,
    discount: parts.decimal('a sum, such as 0.50'),
    tax: parts.decimal('a sum, such as 0.50'),
  },
};

const points = (description: string) => ({
  title: 'a mapping to whole numbers',
  description,
  type: 'object',
  additionalProperties: { title: 'a whole number', type: 'integer', minimum: 0 },
});

const purchase = {
  title: 'a purchase',
  type: 'object',
  additionalProperties: false,
  required: ['at', 'lines'],
  properties: {
    at: {
      title: 'an instant in quotes such as "2026-03-05T10:15:00+01:00"',
      type: 'string',
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})$',
    },
    member: { ...text('a name'), description: 'Whoever it is; the same name is the same member.' },
    store: text('a store'),
    channel: text('a channel'),
    currency: { title: 'an ISO 4217 currency such as EUR', type: 'string', pattern: '^[A-Z]{3}$' },
    lines: { title: 'a list of lines', type: 'array', minItems: 1, maxItems: 5000, items: line },
    earns: points('By wallet: all that it earns; a wallet that is not named earns nothing.'),
    offers: points('By offer: what it gives. Offers that are not named are not looked at.'),
    trimmed: { ...points('By offer: what its bounds take from it.') },
  },
};

/** Tests of a programme, which stand beside it: purchases in order, and what each of them earns. */
export const testsSchema = {
  title: 'tests of a programme',
  type: 'object',
  additionalProperties: false,
  required: ['tests'],
  properties: {
    tests: {
      title: 'a list of tests',
      type: 'array',
      minItems: 1,
      items: {
        title: 'a test',
        type: 'object',
        additionalProperties: false,
        required: ['name', 'purchases'],
        properties: {
          name: text('a sentence'),
          purchases: { title: 'a list of purchases', type: 'array', minItems: 1, items: purchase },
        },
      },
    },
  },
} as const;
