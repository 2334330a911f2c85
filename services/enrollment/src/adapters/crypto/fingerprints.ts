import { createHmac, type KeyObject } from 'node:crypto';
import type { Fingerprints } from '../../application/ports.js';

/** HMAC-SHA-256 under the installation's identity key. Parts are length-prefixed, so no two lists of parts run together. */
export function keyedFingerprints(identityKey: KeyObject): Fingerprints {
  const of = (purpose: string, ...parts: readonly string[]): Buffer => {
    const prefixed = [purpose, ...parts].map((part) => `${Buffer.byteLength(part)}:${part}`);
    return createHmac('sha256', identityKey).update(prefixed.join('')).digest();
  };
  return { of, identity: ({ kind, value }) => of('identity', kind, value) };
}
