import { describe, expect, it } from '@jest/globals';
import { deliverySchema } from '../testing/tea-shop.fixture.js';
import { compileSchema } from './compile-schema.js';

const validate = compileSchema<{ source: string }>(deliverySchema);
const chest = { tea: 'black', weight: '1.5' };

function errorsOf(value: unknown) {
  const validated = validate(value);
  return validated.ok ? [] : validated.errors;
}

describe('A compiled schema', () => {
  it('hands back what is right, as it came', () => {
    const delivery = { source: 'ship', arrivedAt: '2026-01-05T10:15:00+01:00', chests: [chest] };
    expect(validate(delivery)).toEqual({ ok: true, value: delivery });
  });

  it('names every error at its place, with what was expected and found', () => {
    const delivery = { source: 7, 'a/b~c': true, arrivedAt: 'now', chests: [chest, { tea: 'red', weight: 'x' }, {}] };
    expect(errorsOf(delivery)).toEqual([
      { pointer: '/a~1b~0c', code: 'unknown_field', expected: 'no such field', found: 'true' },
      { pointer: '/source', code: 'wrong_type', expected: 'a string', found: '7' },
      {
        pointer: '/arrivedAt',
        code: 'bad_format',
        expected: 'an ISO 8601 instant with an offset, as 2026-01-05T10:15:00+01:00',
        found: '"now"',
      },
      { pointer: '/chests/1/tea', code: 'not_one_of', expected: 'one of "black", "green"', found: '"red"' },
      { pointer: '/chests/1/weight', code: 'bad_format', expected: 'A decimal with up to 3 places', found: '"x"' },
      { pointer: '/chests/2/tea', code: 'required', expected: 'this field', found: 'nothing' },
      { pointer: '/chests/2/weight', code: 'required', expected: 'A decimal with up to 3 places', found: 'nothing' },
    ]);
  });

  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    [[], 'an array of 0'],
    ['tea', '"tea"'],
  ])('says what stands there instead of the document: %j', (value, found) => {
    expect(errorsOf(value)).toEqual([{ pointer: '', code: 'wrong_type', expected: 'an object', found }]);
  });

  it('says no more than that a limit was passed, when one was', () => {
    const chests = Array.from({ length: 5_001 }, () => ({}));
    expect(errorsOf({ source: 'ship', chests })).toEqual([
      { pointer: '/chests', code: 'too_many', expected: 'at most 5000 items', found: 'an array of 5001' },
    ]);
  });

  it('lists a hundred errors and stops', () => {
    expect(errorsOf({ source: 'ship', chests: Array.from({ length: 4_000 }, () => ({})) })).toHaveLength(100);
  });

  it('shortens what it found', () => {
    const [error] = errorsOf({ source: 'x'.repeat(10_000), chests: [] });
    expect(error).toMatchObject({ code: 'too_long', expected: 'at most 20 characters' });
    expect(error?.found.length).toBeLessThan(100);
  });

  it('says of alternatives why each was not met, rather than that none was', () => {
    const either = compileSchema({ anyOf: [{ type: 'string' }, { type: 'object', required: ['id'] }] });
    expect(either(7)).toMatchObject({
      errors: [
        { pointer: '', code: 'wrong_type', expected: 'a string' },
        { pointer: '', code: 'wrong_type', expected: 'an object' },
      ],
    });
  });

  it('refuses a schema with a keyword that does not exist', () => {
    expect(() => compileSchema({ type: 'object', propertys: {} })).toThrow('unknown keyword: "propertys"');
  });
});
