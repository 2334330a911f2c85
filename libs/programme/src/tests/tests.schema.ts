import { moment, step, text, texts } from './step.schema.js';

const member = {
  title: 'a mapping of `joined`, `birthday`, `segments`, `consents`, `language` and `invitedBy`',
  type: 'object',
  additionalProperties: false,
  properties: {
    joined: moment('When the member joined. Absent: at the first step.'),
    birthday: {
      title: 'a day of birth such as 1990-06-14',
      type: 'string',
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
    },
    segments: {
      ...texts('a list of segments', 'a segment'),
      description: 'Absent: as the steps before make them, by the conditions of the segments.',
    },
    consents: texts('a list of consents', 'a consent'),
    language: { title: 'a language such as en or ru', type: 'string', pattern: '^[a-z]{2}$' },
    invitedBy: { ...text('a member'), description: 'Another member of this test.' },
  },
};

const steps = (title: string, items: object) => ({ title, type: 'array', minItems: 1, maxItems: 10_000, items });

/**
 * Tests of a programme, which stand beside it: who there is, what happens in order, and what is to come of it.
 * `tests.schema.json` is a copy for editors, held equal by a test.
 */
export const testsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
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
        required: ['name'],
        properties: {
          name: text('a sentence'),
          members: {
            title: 'a mapping of names to members',
            description: 'Where it stands here, steps name no others. Absent: everybody joins at the first step.',
            type: 'object',
            minProperties: 1,
            additionalProperties: member,
          },
          purchases: steps('a list of purchases', { ...step, required: ['at', 'lines'] }),
          steps: steps('a list of steps', step),
        },
        if: { type: 'object', required: ['steps'] },
        then: { type: 'object', properties: { purchases: { not: {}, title: 'either `purchases` or `steps`' } } },
        else: { type: 'object', required: ['purchases'] },
      },
    },
  },
} as const;
