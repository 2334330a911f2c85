import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { keyedFingerprints } from './fingerprints.js';

const newKey = () => randomBytes(32);
const key = newKey();
const { of, identity } = keyedFingerprints(key);

describe('A fingerprint', () => {
  it('is the same for the same identity', () => {
    expect(identity({ kind: 'card', value: '4007' })).toEqual(identity({ kind: 'card', value: '4007' }));
  });

  it('tells kinds apart, since a card may bear the number of someone’s phone', () => {
    expect(identity({ kind: 'card', value: '4007' })).not.toEqual(identity({ kind: 'token', value: '4007' }));
  });

  it('cannot be computed without the key', () => {
    expect(keyedFingerprints(newKey()).of('x', 'y')).not.toEqual(of('x', 'y'));
  });

  it('does not take two lists of parts for one', () => {
    expect(of('x', 'ab', 'c')).not.toEqual(of('x', 'a', 'bc'));
    expect(of('x', 'ab')).not.toEqual(of('x', 'a', 'b'));
  });
});
