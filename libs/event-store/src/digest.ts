import { hash } from 'node:crypto';

/**
 * A hash as text of one character per byte (latin1). As a buffer it would cost three times as much to make, and every
 * event has two of them.
 */
export type Digest = string;

export const DIGEST_BYTES = 32;

export function sha256(bytes: Uint8Array): Digest {
  return hash('sha256', bytes, 'binary');
}

export function digestOf(bytes: Buffer): Digest {
  return bytes.toString('latin1');
}

export function bytesOf(digest: Digest): Buffer {
  return Buffer.from(digest, 'latin1');
}
