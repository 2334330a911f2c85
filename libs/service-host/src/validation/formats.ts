import { isDuration } from '../time/duration.js';
import { parseInstant } from '../time/instant.js';

interface Format {
  /** In words, for the caller who got it wrong. */
  readonly expected: string;
  readonly matches: (text: string) => boolean;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The formats that a schema may name. All are linear in the length of the text. */
export const formats: Readonly<Record<string, Format>> = {
  'date-time': {
    expected: 'an ISO 8601 instant with an offset, as 2026-01-05T10:15:00+01:00',
    matches: (text) => parseInstant(text) !== undefined,
  },
  date: {
    expected: 'a calendar date, as 2026-01-31',
    matches: (text) => DAY.test(text) && parseInstant(`${text}T00:00:00Z`) !== undefined,
  },
  duration: { expected: 'an ISO 8601 duration, as P30D', matches: isDuration },
};
