import { Bytes } from './bytes.js';
import { sha256 } from './chain.js';
import type { ClaimKey } from './event-store.js';

const image = new Bytes();

/**
 * The first 128 bits of a hash over the parts, as a UUID: what the index of claims is keyed by. Lengths come first, so
 * that ('ab', 'c') and ('a', 'bc') are two keys. The words themselves stay with the event.
 */
export function compactKey(key: ClaimKey): string {
  return uuidOf(compactBytes(key));
}

export function uuidOf(bytes: Buffer): string {
  return dashed(bytes.toString('hex'));
}

export function compactBytes(key: ClaimKey): Buffer {
  image.clear();
  image.text(key.kind);
  image.text(key.scope);
  image.text(key.key);
  return sha256(image.view()).subarray(0, 16);
}

export function compactTag(tag: string): string {
  image.clear();
  image.text(tag);
  return dashed(sha256(image.view()).toString('hex', 0, 16));
}

/** A fingerprint has as many digits as a UUID, and takes half the room as one. */
export function uuidFingerprint(uuid: string): string {
  return uuid.replaceAll('-', '');
}

function dashed(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
