import { describe, expect, it } from '@jest/globals';
import { chooseProgramme } from './choose-programme.js';

describe('The programme that is joined', () => {
  it('is the one that is named', () => {
    expect(chooseProgramme('b', ['a', 'b'])).toEqual({ done: 'b', repeated: false });
  });

  it('need not be named where there is one', () => {
    expect(chooseProgramme(undefined, ['a'])).toEqual({ done: 'a', repeated: false });
  });

  it('must be named where there are several, or none', () => {
    expect(chooseProgramme(undefined, ['a', 'b'])).toEqual({
      refused: { reason: 'programme_required', programmes: ['a', 'b'] },
    });
    expect(chooseProgramme(undefined, [])).toEqual({ refused: { reason: 'programme_required', programmes: [] } });
  });

  it('must exist', () => {
    expect(chooseProgramme('c', ['a'])).toEqual({
      refused: { reason: 'programme_not_found', programme: 'c', programmes: ['a'] },
    });
  });
});
