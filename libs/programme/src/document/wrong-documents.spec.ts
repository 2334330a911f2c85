import { describe, expect, it } from '@jest/globals';
import { parseProgramme } from './parse-programme.js';
import { RIGHT, RIGHT_OFFERS } from './right-document.fixture.js';
import { WRONG_BOUNDS } from './wrong-bounds.fixture.js';
import { WRONG } from './wrong-documents.fixture.js';
import { WRONG_OFFERS } from './wrong-offers.fixture.js';

const problemsOf = (text: string) => {
  const parsed = parseProgramme(text);
  return parsed.ok ? [] : parsed.problems;
};

const all = [
  ...WRONG.map(([from, to, expected]) => [from, to, expected, RIGHT] as const),
  ...[...WRONG_OFFERS, ...WRONG_BOUNDS].map(([from, to, expected]) => [from, to, expected, RIGHT_OFFERS] as const),
];

describe('A wrong programme document', () => {
  it('is a right one with something changed', () => {
    expect([...problemsOf(RIGHT), ...problemsOf(RIGHT_OFFERS)]).toEqual([]);
    for (const [from, , problems, right] of all) {
      expect(right).toContain(from);
      expect(problems.length).toBeGreaterThan(0);
    }
  });

  it.each(all)(
    'with %j changed to %j is told where it is wrong, what was expected and what was found',
    (from, to, expected, right) => {
      const problems = problemsOf(right.replace(from, () => to));
      expect(
        problems.map(({ line, column, code, pointer, expected, found }) => [
          `${line}:${column} ${code} ${pointer}`,
          expected,
          found,
        ]),
      ).toEqual(expected);
      expect(problems.every(({ message }) => /[.?]$/.test(message))).toBe(true);
    },
  );

  it.each([
    ['', '1:1 empty_document'],
    ['# nothing\n', '1:1 empty_document'],
    ['- a\n- b\n', '1:1 wrong_type'],
    ['just text', '1:1 wrong_type'],
    ['x'.repeat(1_000_001), '1:1 document_too_large'],
    ['a: 1\n---\nb: 2\n', '2:1 not_yaml'],
  ])('that is no document is refused as a whole', (text, expected) => {
    expect(problemsOf(text).map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([expected]);
  });

  it('is told all that is wrong at once, from the top', () => {
    const text = RIGHT.replace('EUR', 'EUX').replace('Berlin', 'Berlim').replace('1.00', '0').replace('GIFT*', '"A|B"');
    expect(problemsOf(text).map(({ line, code }) => `${line} ${code}`)).toEqual([
      '3 unknown_currency',
      '5 unknown_time_zone',
      '14 too_small',
      '19 invalid_pattern',
    ]);
  });

  it.each(['[', '{ a: ', '- '])('that is nested thousands of levels deep by %j is told so, once', (level) => {
    expect(problemsOf(level.repeat(100_000))).toMatchObject([
      { code: 'nested_too_deeply', expected: 'a few levels', line: 1, message: expect.not.stringContaining('stack') },
    ]);
  });

  it('that asks for a sum that nothing can count towards is refused', () => {
    const text =
      'id: a\nname: A\ncurrency: EUR\ntimeZone: UTC\nwallets: { points: {} }\nautoEnrolment: { when: { spentAtLeast: 5 } }\n';
    expect(problemsOf(text)).toEqual([
      {
        line: 6,
        column: 40,
        pointer: '/autoEnrolment/when/spentAtLeast',
        code: 'nothing_is_eligible',
        message: 'No wallet earns, so no line counts towards this sum.',
        expected: 'a wallet with `earn`, which says what lines are eligible',
        found: '5.00',
      },
    ]);
  });
});
