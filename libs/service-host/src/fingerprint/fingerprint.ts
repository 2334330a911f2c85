import { canonicalJson } from './canonical-json.js';
import { hmacSha256 } from './hmac.js';

const HEX_DIGITS = 32;

/**
 * What was sent, in 32 hexadecimal digits. Keyed, because a fingerprint is kept for ever while the personal data in
 * what was sent is not: without the key nobody can try out phone numbers until one fits.
 */
export function fingerprinter(key: Uint8Array): (content: unknown) => string {
  const mac = hmacSha256(key);
  return (content) => mac(canonicalJson(content), 'hex').slice(0, HEX_DIGITS);
}
