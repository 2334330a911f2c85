import { describe, expect, it } from '@jest/globals';
import { isSampled, newTraceparent, readTraceparent, spanContextOf, traceparentOf } from './traceparent.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe('A traceparent', () => {
  it('is taken as it came, and as far as we know its version', () => {
    expect(readTraceparent(`00-${TRACE}-${SPAN}-01`)).toBe(`00-${TRACE}-${SPAN}-01`);
    expect(readTraceparent(`cc-${TRACE}-${SPAN}-03-what-comes-later`)).toBe(`00-${TRACE}-${SPAN}-01`);
  });

  it.each([
    ['nothing', undefined],
    ['several', [`00-${TRACE}-${SPAN}-01`]],
    ['capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['no trace', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['no span', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['the version that never is', `ff-${TRACE}-${SPAN}-01`],
    ['more than version 00 has', `00-${TRACE}-${SPAN}-01-more`],
    ['words', 'a card: 4007'],
  ])('is none when it is %s', (_what, given) => {
    expect(readTraceparent(given)).toBeUndefined();
  });

  it('comes back from a span context', () => {
    for (const flags of ['00', '01']) {
      const given = `00-${TRACE}-${SPAN}-${flags}`;
      expect(traceparentOf(spanContextOf(given))).toBe(given);
      expect(isSampled(given)).toBe(flags === '01');
    }
  });

  it('can be made for what nobody records', () => {
    const made = newTraceparent();
    expect(readTraceparent(made)).toBe(made);
    expect(isSampled(made)).toBe(false);
    expect(newTraceparent()).not.toBe(made);
  });
});
