import { describe, expect, it } from '@jest/globals';
import { isDuration } from './duration.js';

describe('A duration', () => {
  it.each(['P30D', 'PT15M', 'P1Y2M3W4DT5H6M7.5S', 'P0D', 'PT0S', 'P2W'])('may be %s', (text) => {
    expect(isDuration(text)).toBe(true);
  });

  it.each(['', 'P', 'PT', 'P1DT', '30D', 'P-1D', '-P1D', 'P1.5D', 'P1M1Y', 'PT1D', 'p1d', 'P1D ', 'PT1.2345S'])(
    'may not be %j',
    (text) => {
      expect(isDuration(text)).toBe(false);
    },
  );
});
