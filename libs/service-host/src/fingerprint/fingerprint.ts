import { createHmac, createSecretKey } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

const HEX_DIGITS = 32;

/**
 * What was sent, in 32 hexadecimal digits. Keyed, because a fingerprint is kept for ever while the personal data in
 * what was sent is not: without the key nobody can try out phone numbers until one fits.
 */
export function fingerprinter(key: Uint8Array): (content: unknown) => string {
  const secret = createSecretKey(key);
  return (content) => createHmac('sha256', secret).update(canonicalJson(content)).digest('hex').slice(0, HEX_DIGITS);
}
