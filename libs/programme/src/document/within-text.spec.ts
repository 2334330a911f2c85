import { describe, expect, it } from '@jest/globals';
import { placeWithin, type Written } from './within-text.js';

const place = (style: Written['style'], source: string, value: string, letter: number) =>
  placeWithin({ from: 10, source, style }, value, letter);

describe('The place of a letter of a text', () => {
  it.each([
    ['single', "'abc'", 'abc', 0, 11],
    ['single', "'abc'", 'abc', 3, 14],
    ['single', "'it''s'", "it's", 3, 15],
    ['double', '"abc"', 'abc', 0, 11],
    // A space at the end is no mark: what comes after the last letter stands behind that.
    ['double', '"abc "', 'abc ', 4, 14],
    ['double', '""', '', 0, 10],
    ['double', String.raw`"a\"b"`, 'a"b', 1, 12],
    ['double', String.raw`"a\"b"`, 'a"b', 2, 14],
    ['double', String.raw`"a\nb"`, 'a\nb', 2, 14],
    ['plain', String.raw`a\nb`, String.raw`a\nb`, 3, 13],
    ['single', String.raw`'a\nb'`, String.raw`a\nb`, 3, 14],
  ] as const)('%s %s: %j, %d', (style, source, value, letter, expected) => {
    expect(place(style, source, value, letter)).toBe(expected);
  });
});
