import { hmacSha256 } from '@loyalty/service-host';
import type { Fingerprints } from '../../application/ports.js';

/** HMAC-SHA-256 under the installation's identity key. Parts are length-prefixed, so no two lists of parts run together. */
export function keyedFingerprints(identityKey: Uint8Array): Fingerprints {
  const mac = hmacSha256(identityKey);
  const of = (purpose: string, ...parts: readonly string[]): Buffer => {
    let text = prefixed(purpose);
    for (const part of parts) text += prefixed(part);
    return Buffer.from(mac(text, 'binary'), 'latin1');
  };
  return { of, identity: ({ kind, value }) => of('identity', kind, value) };
}

const prefixed = (part: string) => `${Buffer.byteLength(part)}:${part}`;
