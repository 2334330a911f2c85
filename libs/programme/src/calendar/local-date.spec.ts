import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMonths, dateOf, daysInMonth, epochDayOf, formatDate, parseDate, weekdayOf } from './local-date.js';

const day = (text: string) => {
  const date = parseDate(text);
  if (!date) throw new Error(text);
  return date;
};

describe('A day of the calendar', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
    ['2000-03-01', 11_017],
    ['2026-11-27', 20_784],
    ['2100-03-01', 47_541],
  ])('%s is day %i', (text, epochDay) => {
    expect(epochDayOf(day(text))).toBe(epochDay);
    expect(formatDate(dateOf(epochDay))).toBe(text);
  });

  it('is counted like the days of UTC, four centuries back and forth', () => {
    for (let epochDay = -146_100; epochDay <= 146_100; epochDay++) {
      const date = dateOf(epochDay);
      if (epochDayOf(date) !== epochDay) throw new Error(`${epochDay} comes back as ${epochDayOf(date)}`);
      if (formatDate(date) !== new Date(epochDay * 86_400_000).toISOString().slice(0, 10))
        throw new Error(`${epochDay} is ${formatDate(date)}`);
    }
  });

  it('has a weekday, Monday first', () => {
    expect(
      ['2026-11-23', '2026-11-27', '2026-11-29', '1969-12-29'].map((text) => weekdayOf(epochDayOf(day(text)))),
    ).toEqual([0, 4, 6, 0]);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(formatDate(addMonths(day(from), months))).toBe(to);
  });

  it.each([
    ...['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-1-1', '', '26-01-01'],
    ...['0000-01-01', '2026-01-00', '12026-01-01', '2026-01-011', '2026-01-01T00:00'],
  ])('is not %j', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });

  it('is the last of its month after 28 to 31 of them', () => {
    const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    expect(months.map((month) => daysInMonth(2026, month))).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
    expect([2024, 1900, 2000].map((year) => daysInMonth(year, 2))).toEqual([29, 28, 29]);
  });

  it('is written and read alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const last = { year, month, day: daysInMonth(year, month) };
        expect(parseDate(formatDate(last))).toEqual(last);
        expect(parseDate(formatDate({ ...last, day: last.day + 1 }))).toBeUndefined();
      }),
    );
  });
});
