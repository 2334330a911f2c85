import { describe, expect, it } from '@jest/globals';
import { createSecretKey, randomBytes } from 'node:crypto';
import { seal, SealBroken, unseal } from './seal.js';

const newKey = () => createSecretKey(randomBytes(32));
const key = newKey();
const plain = Buffer.from('Ann, born 1990-05-17');

describe('A sealed value', () => {
  it('is opened by its key, in its place', () => {
    expect(unseal(key, 'profile of 1', seal(key, 'profile of 1', plain))).toEqual(plain);
  });

  it('shows nothing of what is in it, and looks different each time', () => {
    const sealed = seal(key, 'profile of 1', plain);
    expect(sealed.includes('Ann')).toBe(false);
    expect(seal(key, 'profile of 1', plain)).not.toEqual(sealed);
  });

  it('is not opened by another key', () => {
    expect(() => unseal(newKey(), 'profile of 1', seal(key, 'profile of 1', plain))).toThrow(SealBroken);
  });

  it('is not opened in another place', () => {
    expect(() => unseal(key, 'profile of 2', seal(key, 'profile of 1', plain))).toThrow(SealBroken);
  });

  it('is not opened once any byte of it has changed', () => {
    const sealed = seal(key, 'profile of 1', plain);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => unseal(key, 'profile of 1', changed)).toThrow(SealBroken);
    }
  });

  it('is not opened when a part of it is missing', () => {
    const sealed = seal(key, 'profile of 1', plain);
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => unseal(key, 'profile of 1', sealed.subarray(0, length))).toThrow(SealBroken);
    }
  });
});
