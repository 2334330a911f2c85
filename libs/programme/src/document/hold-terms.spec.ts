import { describe, expect, it } from '@jest/globals';
import { parseProgramme } from './parse-programme.js';
import { RIGHT } from './right-document.fixture.js';

function problemOf(holdLapsesAfter: string) {
  const parsed = parseProgramme(RIGHT.replace('holdLapsesAfter: PT15M', `holdLapsesAfter: ${holdLapsesAfter}`));
  return parsed.ok ? [] : parsed.problems;
}

describe('How long a programme keeps points set aside', () => {
  it('is a duration above zero, or told where it is wrong', () => {
    const place = { line: 26, column: 18, pointer: '/holdLapsesAfter' };
    const shape = { code: 'wrong_type', expected: 'an ISO 8601 duration such as P30D or PT10M', found: '15' };
    expect(problemOf('15')).toMatchObject([{ ...place, ...shape }]);
    const size = { code: 'too_small', expected: 'a duration above zero', found: 'PT0S' };
    expect(problemOf('PT0S')).toMatchObject([{ ...place, ...size }]);
    expect(problemOf('P1D')).toEqual([]);
  });
});
