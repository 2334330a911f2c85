import { describe, expect, it } from '@jest/globals';
import { coarseFacts } from './coarse-facts.js';
import type { Profile } from './profile.js';

const LENA: Profile = {
  name: 'Lena',
  birthday: '1992-02-29',
  language: 'de-CH',
  consents: [
    { purpose: 'newsletter', channel: 'email', granted: true, at: 1 },
    { purpose: 'newsletter', channel: 'sms', granted: false, at: 1 },
    { purpose: 'survey', channel: 'sms', granted: false, at: 1 },
  ],
};
const on = (day: string) => ({ at: Date.parse(`${day}T12:00:00Z`), timeZone: 'Europe/Berlin' });

describe('What others may know of a member', () => {
  it('is in which of the day, week and month of the birthday the instant is, and never the day itself', () => {
    expect(coarseFacts(LENA, on('2026-02-28')).birthday).toEqual(['day', 'week', 'month']);
    expect(coarseFacts(LENA, on('2026-03-02')).birthday).toEqual(['week']);
    expect(coarseFacts(LENA, on('2026-02-10')).birthday).toEqual(['month']);
    expect(coarseFacts(LENA, on('2028-02-28')).birthday).toEqual(['week', 'month']);
    expect(JSON.stringify(coarseFacts(LENA, on('2026-06-01')))).toBe(
      '{"birthday":[],"ageGroup":"25_34","language":"de","consents":["newsletter"]}',
    );
  });

  it('is nothing of what the member has not told', () => {
    expect(coarseFacts({ consents: [] }, on('2026-02-28'))).toEqual({ consents: [] });
  });
});
