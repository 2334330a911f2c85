import { describe, expect, it } from '@jest/globals';
import { canonicalCode } from './referral-code.js';

describe('A referral code', () => {
  it.each([
    ['7KQ2M9ZT0A', '7KQ2M9ZT0A'],
    [' 7kq2m-9ztoa ', '7KQ2M9ZT0A'],
    ['iLq2m9zt0a', '11Q2M9ZT0A'],
  ])('is the same however it is written: %s', (written, kept) => expect(canonicalCode(written)).toBe(kept));

  it.each(['', '7KQ2M9ZT0', '7KQ2M9ZT0AB', '7KQ2M9ZTU0', 'mem_01j9'])('is not this: %s', (written) =>
    expect(canonicalCode(written)).toBeUndefined(),
  );
});
