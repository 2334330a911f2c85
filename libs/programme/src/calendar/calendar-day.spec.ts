import { describe, expect, it } from '@jest/globals';
import { isInBirthdayWindow } from './birthday-window.js';
import { birthdayOn, dayAt } from './calendar-day.js';

describe('A day of a zone', () => {
  it('begins and ends by its clocks, also where they change', () => {
    const day = (at: string, after = 0) => {
      const { date, startsAt, endsAt } = dayAt(Date.parse(at), 'Europe/Berlin', after);
      return [date.year, date.month, date.day, new Date(startsAt).toISOString(), new Date(endsAt).toISOString()];
    };
    expect(day('2026-12-31T23:00:00Z')).toEqual([2027, 1, 1, '2026-12-31T23:00:00.000Z', '2027-01-01T23:00:00.000Z']);
    expect(day('2026-12-31T23:00:00Z', -1)[2]).toBe(31);
    expect(day('2026-03-29T12:00:00Z')).toEqual([2026, 3, 29, '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
    expect(day('2026-03-27T12:00:00Z', 2)).toEqual(day('2026-03-29T12:00:00Z'));
  });

  it('has the birthdays that offers for the day of a birthday see on it', () => {
    const born = [
      { month: 2, day: 27 },
      { month: 2, day: 28 },
      { month: 2, day: 29 },
      { month: 3, day: 1 },
    ];
    for (const year of [2027, 2028]) {
      for (let noon = Date.UTC(year, 1, 26, 12); noon < Date.UTC(year, 2, 3); noon += 86_400_000) {
        const on = birthdayOn(dayAt(noon, 'UTC').date);
        const seen = born.filter((each) => isInBirthdayWindow(noon, each, 'day', 'UTC'));
        expect(on.filter(({ month, day }) => born.some((each) => each.month === month && each.day === day))).toEqual(
          seen,
        );
      }
    }
  });

  it('stands in for 29 February on 28 February alone, and only in years that have no 29th', () => {
    expect(birthdayOn({ year: 2027, month: 2, day: 28 })).toEqual([
      { month: 2, day: 28 },
      { month: 2, day: 29 },
    ]);
    expect(birthdayOn({ year: 2028, month: 2, day: 28 })).toEqual([{ month: 2, day: 28 }]);
    expect(birthdayOn({ year: 2027, month: 3, day: 28 })).toEqual([{ month: 3, day: 28 }]);
  });
});
