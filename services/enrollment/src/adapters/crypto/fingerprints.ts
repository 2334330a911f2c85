import { identityText } from '@loyalty/contracts';
import { hmacSha256 } from '@loyalty/service-host';
import type { Fingerprints } from '../../application/ports.js';
import { recognitionKey } from './recognition-key.js';

/** HMAC-SHA-256 under the installation's identity key. Parts are length-prefixed, so no two lists of parts run together. */
export function keyedFingerprints(identityKey: Uint8Array): Fingerprints {
  const mac = hmacSha256(identityKey);
  const shared = hmacSha256(recognitionKey(identityKey));
  return {
    of(purpose, ...parts) {
      let text = prefixed(purpose);
      for (const part of parts) text += prefixed(part);
      return Buffer.from(mac(text, 'binary'), 'latin1');
    },
    identity: (identity) => Buffer.from(mac(identityText(identity), 'binary'), 'latin1'),
    shared: (identity) => Buffer.from(shared(identityText(identity), 'binary'), 'latin1'),
  };
}

const prefixed = (part: string) => `${Buffer.byteLength(part)}:${part}`;
