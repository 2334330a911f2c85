import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { seal, unseal } from '@loyalty/service-host';
import type { Profile } from '../../domain/profile.js';

const KEY_BYTES = 32;

/** The key of one member. Without it nothing that was sealed with it can be read again, by us neither. */
export class MemberKey {
  private constructor(private readonly key: KeyObject) {}

  static create(): MemberKey {
    return new MemberKey(createSecretKey(randomBytes(KEY_BYTES)));
  }

  /** @throws SealBroken when the master key is another, or the row was changed or belongs to another member */
  static unwrap(masterKey: KeyObject, member: string, wrapped: Buffer): MemberKey {
    return new MemberKey(createSecretKey(unseal(masterKey, keyPlace(member), wrapped)));
  }

  wrap(masterKey: KeyObject, member: string): Buffer {
    return seal(masterKey, keyPlace(member), this.key.export());
  }

  sealProfile(member: string, profile: Profile): Buffer {
    return seal(this.key, profilePlace(member), Buffer.from(JSON.stringify(profile)));
  }

  openProfile(member: string, sealed: Buffer): Profile {
    return JSON.parse(unseal(this.key, profilePlace(member), sealed).toString()) as Profile;
  }

  /** Bound to its hash, so that a value cannot be shown for another identity than the one that is looked up by it. */
  sealIdentity(hash: Buffer, value: string): Buffer {
    return seal(this.key, identityPlace(hash), Buffer.from(value));
  }

  openIdentity(hash: Buffer, sealed: Buffer): string {
    return unseal(this.key, identityPlace(hash), sealed).toString();
  }
}

const keyPlace = (member: string) => `key of ${member}`;
const profilePlace = (member: string) => `profile of ${member}`;
const identityPlace = (hash: Buffer) => `identity ${hash.toString('hex')}`;
