import { describe, expect, it } from '@jest/globals';
import { createSecretKey, randomBytes } from 'node:crypto';
import { SealBroken } from '@loyalty/service-host';
import { MemberKey } from './member-key.js';

const newKey = () => createSecretKey(randomBytes(32));
const masterKey = newKey();
const hash = randomBytes(32);

describe('A member’s key', () => {
  it('is unwrapped by the master key, for its member', () => {
    const key = MemberKey.create();
    const sealed = key.sealIdentity(hash, '4007');
    const again = MemberKey.unwrap(masterKey, 'ann', key.wrap(masterKey, 'ann'));
    expect(again.openIdentity(hash, sealed)).toBe('4007');
  });

  it('is not unwrapped by another master key, nor for another member', () => {
    const wrapped = MemberKey.create().wrap(masterKey, 'ann');
    expect(() => MemberKey.unwrap(newKey(), 'ann', wrapped)).toThrow(SealBroken);
    expect(() => MemberKey.unwrap(masterKey, 'bob', wrapped)).toThrow(SealBroken);
  });

  it('opens nothing of another member, and no value under another hash', () => {
    const key = MemberKey.create();
    const sealed = key.sealIdentity(hash, '4007');
    expect(() => MemberKey.create().openIdentity(hash, sealed)).toThrow(SealBroken);
    expect(() => key.openIdentity(randomBytes(32), sealed)).toThrow(SealBroken);
    expect(() => key.openProfile('bob', key.sealProfile('ann', { consents: [] }))).toThrow(SealBroken);
  });
});
