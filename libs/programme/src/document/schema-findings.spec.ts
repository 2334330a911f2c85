import { describe, expect, it } from '@jest/globals';
import { schemaFindings } from './schema-findings.js';

/** Where it is, what was expected and what was found. */
const found = (schema: object, value: unknown) =>
  schemaFindings(schema)(value).map((each) => `${each.pointer} ${each.code}: ${each.expected} / ${each.found}`);

const object = (...required: string[]) => ({ type: 'object', required });

describe('What a schema without words of its own finds', () => {
  it.each([
    [{ type: 'object' }, 5, ' wrong_type: a mapping / 5'],
    [{ type: 'array' }, 5, ' wrong_type: a list / 5'],
    [{ type: 'string' }, 5, ' wrong_type: a text / 5'],
    [{ type: 'integer' }, 'x', ' wrong_type: an integer / x'],
    [{ type: 'number' }, 'x', ' wrong_type: a number / x'],
    [{ type: ['string', 'number'] }, true, ' wrong_type: a string or number / true'],
    [{ const: 'x' }, 5, ' wrong_value: x / 5'],
    [{ type: 'number', minimum: 5 }, 4, ' wrong_value: a value with minimum 5 / 4'],
    [{ type: 'string' }, { a: 1 }, ' wrong_type: a text / a mapping'],
    [{ type: 'string' }, {}, ' wrong_type: a text / an empty mapping'],
    [{ type: 'string', minLength: 1 }, '', ' wrong_value: a value with minLength 1 / an empty text'],
    [{ type: 'string', maxLength: 2 }, 'a🫖c', ' wrong_value: a text of at most 2 characters / 3 characters'],
    [
      { title: 'a list of teas', type: 'array', maxItems: 1 },
      [1, 2],
      ' wrong_value: a list of teas of at most 1 entries / 2 entries',
    ],
    [{ type: 'object', maxProperties: 0 }, { a: 1 }, ' wrong_value: a mapping of at most 0 entries / 1 entries'],
    [{ type: 'string' }, undefined, ' wrong_type: a text / nothing'],
  ])('%j of %j', (schema, value, expected) => {
    expect(found(schema, value)).toEqual([expected]);
  });
});

describe('A choice between shapes', () => {
  it('tells of the shape that was chosen, also where there are more than ten', () => {
    const none = Array.from({ length: 10 }, () => ({ type: 'boolean' }));
    expect(found({ title: 'a choice', anyOf: [...none, object('a')] }, {})).toEqual([' missing_field: a / nothing']);
  });

  it('that fits two of them was not made', () => {
    expect(found({ title: 'a choice', anyOf: [object('a'), object('b')] }, {})).toEqual([
      ' wrong_value: a choice / an empty mapping',
    ]);
  });

  it('is not made by what is another value, whatever else is wrong with it', () => {
    const schema = { title: 'a choice', anyOf: [{ type: 'string', const: 'k', minLength: 5 }, { type: 'object' }] };
    expect(found(schema, 'abc')).toEqual([' wrong_value: a choice / abc']);
  });

  it('is made by each item of a list for itself', () => {
    const schema = { type: 'array', items: { title: 'a choice', anyOf: [{ type: 'string' }, object('a')] } };
    expect(found(schema, [{}, 5]).sort()).toEqual(['/0 missing_field: a / nothing', '/1 wrong_value: a choice / 5']);
  });
});
