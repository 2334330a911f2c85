import { describe, expect, it } from '@jest/globals';
import { UnreadableMessage } from '@loyalty/contracts';
import { intakeSeal } from './intake-seal.js';

const key = Buffer.alloc(32, 7);
const plain = Buffer.from('card 4007');

describe('The seal of messages that the intake sets aside', () => {
  it('is opened by the same fingerprint key, also after a restart, and by no other', () => {
    const sealed = intakeSeal(key).seal(plain, 'here');
    expect(sealed.includes('4007')).toBe(false);
    expect(intakeSeal(Buffer.from(key)).open(sealed, 'here')).toEqual(plain);
    expect(() => intakeSeal(Buffer.alloc(32, 8)).open(sealed, 'here')).toThrow('the seal of here is broken');
  });

  it('lets our own reasons stand in clear, and of other errors only what kind they are', () => {
    const { reasonOf } = intakeSeal(key);
    expect(reasonOf(new UnreadableMessage('a purchase that is no JSON'))).toBe(
      'UnreadableMessage: a purchase that is no JSON',
    );
    expect(reasonOf(new RangeError('4007 is out of range'))).toBe('RangeError');
    expect(reasonOf('4007')).not.toContain('4007');
  });
});
