import { describe, expect, it } from '@jest/globals';
import { CopyAge } from './copy-age.js';

describe('The age of a copy', () => {
  it('counts from when its source was asked, once the copy has come as far as the source said', () => {
    let now = 1_000;
    const age = new CopyAge(() => now);
    expect(age.ms).toBe(Number.POSITIVE_INFINITY);
    age.told({ at: 1_000, positions: [2, 1] });
    age.took(0, 2);
    expect(age.ms).toBe(Number.POSITIVE_INFINITY);
    now = 1_500;
    age.took(1, 1);
    expect(age.ms).toBe(500);
  });

  it('does not become younger by news of a source that is already further', () => {
    let now = 1_000;
    const age = new CopyAge(() => now);
    age.told({ at: 1_000, positions: [0] });
    now = 2_000;
    age.told({ at: 2_000, positions: [5] });
    age.took(0, 4);
    expect([age.ms, age.reached]).toEqual([1_000, { at: 1_000, positions: [0] }]);
    age.told({ at: 2_000, positions: [6] });
    age.took(0, 5);
    expect(age.ms).toBe(0);
    expect(age.reached?.positions).toEqual([5]);
  });

  it('is that of a new one when it was emptied, until it has come as far again', () => {
    const age = new CopyAge(() => 1_000);
    age.told({ at: 1_000, positions: [3] });
    age.took(0, 3);
    age.took(0, 0);
    age.fellBack();
    age.told({ at: 1_000, positions: [3] });
    age.took(0, 2);
    expect(age.ms).toBe(Number.POSITIVE_INFINITY);
    age.took(0, 3);
    expect(age.ms).toBe(0);
  });
});
