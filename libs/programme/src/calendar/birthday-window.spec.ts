import { describe, expect, it } from '@jest/globals';
import { isInBirthdayWindow, type BirthdayWindow } from './birthday-window.js';

const isIn = (at: string, [month, day]: readonly [number, number], window: BirthdayWindow) =>
  isInBirthdayWindow(Date.parse(at), { month, day }, window, 'Europe/Berlin');

describe('A birthday', () => {
  it('is a day of the zone', () => {
    const answers = ['2026-05-09T21:59:59Z', '2026-05-09T22:00:00Z', '2026-05-10T21:59:59Z', '2026-05-10T22:00:00Z'];
    expect(answers.map((at) => isIn(at, [5, 10], 'day'))).toEqual([false, true, true, false]);
  });

  it('has a week with three days before it and three after', () => {
    const answers = ['2026-05-06T21:59:59Z', '2026-05-06T22:00:00Z', '2026-05-13T21:59:59Z', '2026-05-13T22:00:00Z'];
    expect(answers.map((at) => isIn(at, [5, 10], 'week'))).toEqual([false, true, true, false]);
  });

  it('has that week over the turn of the year too', () => {
    const noon = (date: string) => `${date}T12:00:00Z`;
    expect(
      ['2026-12-28', '2026-12-29', '2027-01-04', '2027-01-05'].map((day) => isIn(noon(day), [1, 1], 'week')),
    ).toEqual([false, true, true, false]);
    expect(
      ['2026-12-27', '2026-12-28', '2027-01-03', '2027-01-04'].map((day) => isIn(noon(day), [12, 31], 'week')),
    ).toEqual([false, true, true, false]);
  });

  it('has the month of the calendar', () => {
    const answers = ['2026-04-30T21:59:59Z', '2026-04-30T22:00:00Z', '2026-05-31T21:59:59Z', '2026-05-31T22:00:00Z'];
    expect(answers.map((at) => isIn(at, [5, 10], 'month'))).toEqual([false, true, true, false]);
  });

  it('on 29 February is on the 28th where the year has no 29th', () => {
    const noon = (date: string) => `${date}T12:00:00Z`;
    expect(['2027-02-27', '2027-02-28', '2027-03-01'].map((day) => isIn(noon(day), [2, 29], 'day'))).toEqual([
      false,
      true,
      false,
    ]);
    expect(['2028-02-28', '2028-02-29', '2028-03-01'].map((day) => isIn(noon(day), [2, 29], 'day'))).toEqual([
      false,
      true,
      false,
    ]);
    expect(
      ['2027-02-24', '2027-02-25', '2027-03-03', '2027-03-04'].map((day) => isIn(noon(day), [2, 29], 'week')),
    ).toEqual([false, true, true, false]);
    expect(['2027-02-01', '2027-02-28', '2027-03-01'].map((day) => isIn(noon(day), [2, 29], 'month'))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
