import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** A value that was sealed under another key, for another place, or was changed since. */
export class SealBroken extends Error {
  constructor(place: string, options?: ErrorOptions) {
    super(`the seal of ${place} is broken`, options);
    this.name = 'SealBroken';
  }
}

/**
 * AES-256-GCM. The place where the value stands is authenticated with it: a sealed value that is copied into another
 * row or column does not open there. Keys are key objects: setting up a cipher from bytes takes six times as long.
 */
export function seal(key: KeyObject, place: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), sealed]);
}

/** @throws SealBroken */
export function unseal(key: KeyObject, place: string, sealed: Buffer): Buffer {
  if (sealed.length < HEADER_BYTES || sealed[0] !== FORMAT) throw new SealBroken(place);
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEADER_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
  } catch (error) {
    throw new SealBroken(place, { cause: error });
  }
}
