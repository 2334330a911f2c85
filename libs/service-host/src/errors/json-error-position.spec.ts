import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonErrorPosition } from './json-error-position.js';

describe('The position of an error in JSON', () => {
  it.each([
    ['{"a": 1,\n "b": x}', 15],
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ['[1 2]', 3],
    ['[1,]', 3],
    ['[01]', 2],
    ['{"a": "\n"}', 7],
    ['{"a": "\\x"}', 7],
    ['{"a": 1}}', 8],
    ['{"a": 1} {', 9],
    ['[}', 1],
    ['nope', 0],
    ["{'a': 1}", 1],
  ])('of %j is %i', (text, position) => {
    expect(jsonErrorPosition(text)).toBe(position);
  });

  it.each(['', '  ', '{', '[1,', '{"a', '{"a":', '{"a": 1', '["\\u00'])(
    'of %j, which ends too early, is near its end',
    (text) => {
      expect(jsonErrorPosition(text)).toBeGreaterThanOrEqual(text.length - 4);
    },
  );

  it('is where something was put that stands nowhere in JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom(0, 2), (json, at, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const place = at % (text.length + 1);
        const position = jsonErrorPosition(`${text.slice(0, place)}\u0001${text.slice(place)}`);
        // Inside true, false, null or an escape, the error is where that begins.
        return position <= place && position >= place - 5;
      }),
    );
  });

  // Each letter is looked at once: looking back at each would take hours, and end by the runner's patience.
  it('of a long text without an end is found in one walk', () => {
    expect(jsonErrorPosition(`{"a": "${'\\\\'.repeat(1_000_000)}`)).toBe(2_000_007);
  });
});
