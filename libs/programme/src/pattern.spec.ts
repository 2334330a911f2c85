import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isListed, matches, parsePattern, plainCode, type Pattern } from './pattern.js';

describe('A pattern', () => {
  it.each([
    ['POST', 'POST', true],
    ['POST', 'POSTAGE', false],
    ['POST', 'post', false],
    ['GIFT*', 'GIFT', true],
    ['GIFT*', 'GIFT-50', true],
    ['GIFT*', 'MY GIFT', false],
    ['*GIFT*', 'MY GIFT 5', true],
    ['#####*', '85123A', true],
    ['#####*', '71053', true],
    ['#####*', 'C2', false],
    ['#####*', '8512', false],
    ['?-#', 'A-1', true],
    ['?-#', '-1', false],
    ['*', '', true],
    ['a*b*c', 'a-b-b-c-c', true],
    ['a*b*c', 'a-b-b-c-d', false],
    ['\\#1\\*', '#1*', true],
    ['\\#1\\*', '11x', false],
    ['A\\(B\\)', 'A(B)', true],
    ['#', '٣', false],
    ['#', '0', true],
    ['#', '9', true],
    ['#', '/', false],
    ['#', ' ', false],
    ['#', ':', false],
    ['a*b?', 'ab-bc', true],
    ['a/b', 'a/b', true],
    ['/a', '/a', true],
    ['a/b/', 'a/b/', true],
    ['/ab/C', '/ab/C', true],
    ['*GIFT', 'GIFT', true],
    ['A*B', 'AB', true],
    ['A'.repeat(64), 'A'.repeat(64), true],
  ])('%s and %j: %s', (text, code, expected) => {
    expect(matches(pattern(text), code)).toBe(expected);
  });

  it.each([
    ['^[0-9]{5}', 'looks_like_a_regular_expression'],
    ['/^\\d{5}/', 'looks_like_a_regular_expression'],
    ['/ab/', 'looks_like_a_regular_expression'],
    ['/ab/gi', 'looks_like_a_regular_expression'],
    ['(a+)+b', 'looks_like_a_regular_expression'],
    ['A|B', 'looks_like_a_regular_expression'],
    ['A**', 'repeats_a_star'],
    ['A\\', 'ends_in_a_backslash'],
    ['A'.repeat(65), 'too_long'],
  ])('cannot be %s', (text, fault) => {
    expect(parsePattern(text)).toBe(fault);
  });

  it('says the same as a regular expression would', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '1', '*', '?', '#'), maxLength: 8 });
    fc.assert(
      fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b', '1', '2'), maxLength: 10 }), (text, code) => {
        const parsed = parsePattern(text);
        if (typeof parsed === 'string') return;
        const same = text.replaceAll('*', '.*').replaceAll('?', '.').replaceAll('#', '[0-9]');
        expect(matches(parsed, code)).toBe(new RegExp(`^${same}$`).test(code));
      }),
      { numRuns: 2000 },
    );
  });

  it('is answered at once where a regular expression would take for ever', () => {
    expect(matches(pattern(`${'a*'.repeat(31)}b`), 'a'.repeat(10_000))).toBe(false);
  });
});

describe('A list of codes', () => {
  it('holds plain codes and patterns', () => {
    const list = { codes: new Set(['POST']), patterns: [pattern('GIFT*')], isEmpty: false };
    expect(['POST', 'GIFT-1', '71053'].map((code) => isListed(list, code))).toEqual([true, true, false]);
  });

  it('knows which patterns are plain codes', () => {
    expect(plainCode(pattern('A\\*B'))).toBe('A*B');
    expect(plainCode(pattern('A*B'))).toBeUndefined();
  });
});

function pattern(text: string): Pattern {
  const parsed = parsePattern(text);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
}
