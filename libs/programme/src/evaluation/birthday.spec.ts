import { describe, expect, it } from '@jest/globals';
import { purchaseOf } from '../programme.fixture.js';
import { birthdayAt } from './birthday.js';
import { evaluate } from './evaluate.js';
import { at, offersOf, pointsByOffer } from './offers.fixture.js';
import { NO_STANDING } from './standing.js';

const LEAP = { month: 2, day: 29 };

/** Which of the offers for the day, the week and the month of a birthday a purchase fires. */
function fired(instant: string, birthday = LEAP, store?: string): readonly string[] {
  const windows = ['day', 'week', 'month'].map(
    (window) => `id: ${window}, give: { points: 5 }, only: { birthday: ${window} }`,
  );
  const programme = offersOf(windows, { more: 'stores: { tokyo: { timeZone: Asia/Tokyo } }' });
  const bought = purchaseOf({ occurredAt: at(instant), lines: [{ amount: '0.50' }], ...(store && { store }) });
  const standing = { ...NO_STANDING, birthday: birthdayAt(programme, birthday, bought) };
  return Object.keys(pointsByOffer(evaluate(programme, 1, bought, standing))).filter((offer) => offer !== 'base');
}

describe('An offer for a birthday', () => {
  it('has 29 February on 28 February where the year has no 29th', () => {
    expect(fired('2027-02-28T12:00:00Z')).toEqual(['day', 'week', 'month']);
    expect(fired('2027-03-01T12:00:00Z')).toEqual(['week']);
    expect(fired('2028-02-28T12:00:00Z')).toEqual(['week', 'month']);
    expect(fired('2028-02-29T12:00:00Z')).toEqual(['day', 'week', 'month']);
  });

  it('has its week over the turn of a year: three days before and three after', () => {
    const birthday = { month: 1, day: 2 };
    expect(fired('2026-12-30T12:00:00Z', birthday)).toEqual(['week']);
    expect(fired('2026-12-29T12:00:00Z', birthday)).toEqual([]);
    expect(fired('2027-01-05T12:00:00Z', birthday)).toEqual(['week', 'month']);
    expect(fired('2027-01-06T12:00:00Z', birthday)).toEqual(['month']);
  });

  it('begins and ends by the clocks of the store', () => {
    const birthday = { month: 6, day: 5 };
    expect(fired('2026-06-04T15:30:00Z', birthday, 'tokyo')).toContain('day');
    expect(fired('2026-06-04T15:30:00Z', birthday)).not.toContain('day');
    expect(fired('2026-06-04T22:00:00Z', birthday)).toContain('day');
    expect(fired('2026-06-05T22:00:00Z', birthday)).not.toContain('day');
  });
});
