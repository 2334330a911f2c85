import { describe, expect, it } from '@jest/globals';
import { common, describeType, type Type } from './types.js';

const list = (of: Type): Type => ({ kind: 'list', of });

describe('A kind of value', () => {
  it.each<readonly [Type, string, string]>([
    [{ kind: 'bool' }, 'true or false', 'a list of true and false'],
    [{ kind: 'int', scale: 0 }, 'a whole number', 'a list of whole numbers'],
    [{ kind: 'number', scale: 2 }, 'a number', 'a list of numbers'],
    [{ kind: 'money', scale: 2 }, 'an amount of money', 'a list of amounts of money'],
    [{ kind: 'text' }, 'a text', 'a list of texts'],
    [{ kind: 'line' }, 'a line', 'a list of lines'],
    [list({ kind: 'bool' }), 'a list of true and false', 'a list of lists'],
    [{ kind: 'wrong' }, 'something unknown', 'a list of something unknown'],
  ])('%j has a name, by itself and in a list', (type, one, many) => {
    expect([describeType(type), describeType(list(type))]).toEqual([one, many]);
  });

  it('that is a list has none in common with one that is not', () => {
    expect(common(list({ kind: 'bool' }), { kind: 'bool' })).toBeUndefined();
    expect(common({ kind: 'bool' }, list({ kind: 'bool' }))).toBeUndefined();
    expect(common(list({ kind: 'bool' }), list({ kind: 'bool' }))).toEqual(list({ kind: 'bool' }));
  });
});
