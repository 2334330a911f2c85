import { Bytes } from './bytes.js';
import { bytesOf, sha256, type Digest } from './digest.js';
import type { ClaimKey } from './event-store.js';

const image = new Bytes();

/** The first 128 bits of a hash: what the indexes of claims and tags are keyed by, as a UUID. */
export type CompactKey = Digest;

/**
 * Lengths come first, so that ('ab', 'c') and ('a', 'bc') are two keys. The words themselves stay with the event.
 */
export function compactKey({ kind, scope, key }: ClaimKey): CompactKey {
  image.clear();
  image.text(kind);
  image.text(scope);
  image.text(key);
  return sha256(image.view()).slice(0, 16);
}

export function compactTag(tag: string): CompactKey {
  image.clear();
  image.text(tag);
  return sha256(image.view()).slice(0, 16);
}

export function uuidOf(key: CompactKey): string {
  const hex = bytesOf(key).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A fingerprint has as many digits as a UUID, and takes half the room as one. */
export function uuidFingerprint(uuid: string): string {
  return uuid.replaceAll('-', '');
}
