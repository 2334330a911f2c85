import { hkdfSync } from 'node:crypto';

const LABEL = 'loyalty enrollment: recognition by other services, 1';
const KEY_BYTES = 32;

/**
 * The key of the hashes under which other services know identities. Whoever has it can tell whether a card that they hold
 * already is in their own copy; the identity key, and with it our tables, it does not give away.
 */
export function recognitionKey(identityKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', identityKey, Buffer.alloc(0), LABEL, KEY_BYTES));
}
