import { describe, expect, it } from '@jest/globals';
import { documentReader } from '../document/read-document.js';
import { dateText, instantText, spanText, untilText } from './date-text.js';
import { limitText, type LimitSaid } from './limit-text.js';
import { listText, quoted, sentence } from './list-text.js';
import { moneyText } from './money-text.js';
import { NBSP } from './number-text.js';
import { LANGUAGES, type Language } from './texts.js';
import { buildUnit, unitSchema } from './unit.js';

const both = (say: (language: Language) => string) => LANGUAGES.map((language) => say(language).replaceAll(NBSP, ' '));
const BERLIN = 'Europe/Berlin';

describe('Money', () => {
  it.each([
    ['12.50', 'EUR', '€12.50', '12,50 €'],
    ['1234567.89', 'EUR', '€1,234,567.89', '1 234 567,89 €'],
    ['-5.00', 'EUR', '-€5.00', '-5,00 €'],
    ['1250', 'JPY', '1,250 JPY', '1250 JPY'],
    ['0.005', 'KWD', '0.005 KWD', '0,005 KWD'],
    ['999.00', 'RUB', '₽999.00', '999,00 ₽'],
    ['-20.00', 'CHF', '-20.00 CHF', '-20,00 CHF'],
  ])('of %s %s', (amount, currency, english, russian) => {
    expect(both((language) => moneyText({ amount, currency }, language))).toEqual([english, russian]);
  });
});

describe('A day', () => {
  it('is that of the zone', () => {
    const at = Date.parse('2026-12-31T23:00:00Z');
    expect(both((language) => dateText(at, BERLIN, language))).toEqual(['1 January 2027', '1 января 2027 г.']);
    expect(both((language) => dateText(at - 1, BERLIN, language))).toEqual(['31 December 2026', '31 декабря 2026 г.']);
    expect(both((language) => instantText(at, 'UTC', language))).toEqual([
      '31 December 2026, 23:00',
      '31 декабря 2026 г., 23:00',
    ]);
  });

  it('until which something is good is the last whole one, where it is over at midnight', () => {
    const until = (at: string) => both((language) => untilText(Date.parse(at), BERLIN, language));
    expect(until('2026-12-31T23:00:00Z')).toEqual(['until 31 December 2026', 'до 31 декабря 2026 г. включительно']);
    expect(until('2026-03-28T23:00:00Z')).toEqual(['until 28 March 2026', 'до 28 марта 2026 г. включительно']);
    expect(until('2026-03-29T22:00:00Z')).toEqual(['until 29 March 2026', 'до 29 марта 2026 г. включительно']);
    expect(until('2026-12-31T13:05:00Z')).toEqual(['until 14:05 on 31 December 2026', 'до 14:05 31 декабря 2026 г.']);
  });

  it('begins and ends a span, both of them whole', () => {
    const span = (from: string, until: string) =>
      both((language) => spanText({ from: Date.parse(from), until: Date.parse(until) }, BERLIN, language));
    expect(span('2025-12-31T23:00:00Z', '2026-12-31T23:00:00Z')).toEqual([
      'from 1 January 2026 to 31 December 2026',
      'с 1 января 2026 г. по 31 декабря 2026 г.',
    ]);
    expect(span('2028-02-28T23:00:00Z', '2028-02-29T23:00:00Z')).toEqual(['on 29 February 2028', '29 февраля 2028 г.']);
  });
});

describe('A list', () => {
  it('is joined as one speaks', () => {
    expect(both((language) => listText([], 'and', language))).toEqual(['', '']);
    expect(both((language) => listText(['a'], 'and', language))).toEqual(['a', 'a']);
    expect(both((language) => listText(['a', 'b'], 'and', language))).toEqual(['a and b', 'a и b']);
    expect(both((language) => listText(['a', 'b', 'c'], 'or', language))).toEqual(['a, b or c', 'a, b или c']);
  });

  it('is of names in the quotes of the language, in sentences that end once', () => {
    expect(both((language) => quoted('Gold', language))).toEqual(['“Gold”', '«Gold»']);
    expect([sentence('ещё 3'), sentence('до 31 января 2026 г.')]).toEqual(['Ещё 3.', 'До 31 января 2026 г.']);
  });
});

describe('A cap', () => {
  const unit = buildUnit({ en: { one: 'mile', other: 'miles' }, ru: { one: 'миля', few: 'мили', many: 'миль' } });
  const says = (limit: LimitSaid) => both((language) => limitText(limit, unit, language));

  it.each([
    ['purchase', 'points', 1n, 'at most 1 mile for one purchase', 'не более 1 мили за одну покупку'],
    ['day', 'points', 500n, 'at most 500 miles a day', 'не более 500 миль в день'],
    ['week', 'uses', 1n, 'at most 1 time a week', 'не более 1 раза в неделю'],
    ['month', 'uses', 3n, 'at most 3 times a month', 'не более 3 раз в месяц'],
    ['year', 'points', 21n, 'at most 21 miles a year', 'не более 21 мили в год'],
    ['member', 'points', 22n, 'at most 22 miles for one member', 'не более 22 миль на одного участника'],
    [
      'budget',
      'points',
      1_000_000n,
      'at most 1,000,000 miles for all members together',
      'не более 1 000 000 миль на всех участников вместе',
    ],
  ] as const)('of %s by %s', (by, of, max, english, russian) => {
    expect(says({ by, of, max })).toEqual([english, russian]);
  });
});

describe('A unit', () => {
  const read = documentReader({ type: 'object', properties: { unit: unitSchema } });
  const problems = (unit: string) => {
    const reading = read(`unit: ${unit}`);
    return reading.ok ? [] : reading.problems.map(({ column, code, pointer }) => `${column} ${code} ${pointer}`);
  };

  it('is said in both languages, or in one as before', () => {
    expect(problems('{ one: star, other: stars }')).toEqual([]);
    expect(problems('{ en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }')).toEqual([]);
  });

  it.each([
    ['{ one: star }', ['1 missing_field /unit']],
    ['{ en: { one: point, other: points } }', ['1 missing_field /unit']],
    ['{ en: { one: point, other: points }, ru: { one: балл, few: балла } }', ['44 missing_field /unit/ru']],
    ['{ en: { one: point, other: points }, ru: { one: a, few: b, many: c }, one: d }', ['82 wrong_value /unit/one']],
    ['{ one: star, other: stars, many: stars }', ['34 unknown_field /unit/many']],
    ["{ one: '', other: stars }", ['14 wrong_value /unit/one']],
  ])('%s is refused', (unit, expected) => {
    expect(problems(unit)).toEqual(expected);
  });

  it('that is said in one language only is the same in the other', () => {
    expect(buildUnit({ one: 'star', other: 'stars' })).toEqual({
      en: { one: 'star', other: 'stars' },
      ru: { one: 'star', few: 'stars', many: 'stars' },
    });
  });
});
