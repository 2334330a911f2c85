import { describe, expect, it } from '@jest/globals';
import { daysToCome, daysToGive } from './birthday-days.js';

const BERLIN = 'Europe/Berlin';
const iso = (at: number | undefined) => new Date(at ?? Number.NaN).toISOString();

describe('The days of birthdays', () => {
  it('are today and the seven days before it, by the programme’s clocks, over the turn of a year', () => {
    const days = daysToGive(Date.parse('2027-01-01T22:59:59Z'), BERLIN);
    expect(days.map(({ born }) => born.join())).toEqual([
      '01-01',
      '12-31',
      '12-30',
      '12-29',
      '12-28',
      '12-27',
      '12-26',
      '12-25',
    ]);
    expect(days.slice(0, 2).map(({ occasion }) => occasion)).toEqual(['birthday:2027', 'birthday:2026']);
    expect([iso(days[0]?.startsAt), iso(days[0]?.endsAt)]).toEqual([
      '2026-12-31T23:00:00.000Z',
      '2027-01-01T23:00:00.000Z',
    ]);
    expect(daysToGive(Date.parse('2027-01-01T23:00:00Z'), BERLIN)[0]?.born).toEqual(['01-02']);
  });

  it('have 29 February on 28 February in other years', () => {
    const bornOn = (at: string) => daysToGive(Date.parse(at), BERLIN)[0]?.born;
    expect(bornOn('2027-02-28T12:00:00Z')).toEqual(['02-28', '02-29']);
    expect(bornOn('2028-02-28T12:00:00Z')).toEqual(['02-28']);
    expect(bornOn('2028-02-29T12:00:00Z')).toEqual(['02-29']);
  });

  it('to come are a year of them, tomorrow first', () => {
    const days = daysToCome(Date.parse('2026-05-01T12:00:00Z'), BERLIN);
    expect(days).toHaveLength(366);
    expect([days[0]?.born, iso(days[0]?.startsAt)]).toEqual([['05-02'], '2026-05-01T22:00:00.000Z']);
    expect(days.at(-1)?.born).toEqual(['05-02']);
  });
});
