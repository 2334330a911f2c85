import { createHash, timingSafeEqual } from 'node:crypto';
import { Metadata } from '@grpc/grpc-js';

/** The services of one installation share it; it is no key of a caller, and opens no door of the API. */
export function withToken(token: string): Metadata {
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  return metadata;
}

/** Compared by digest, so that neither length nor content shows in the time it takes. */
export function tokenCheck(token: string): (metadata: Metadata) => boolean {
  const expected = digest(`Bearer ${token}`);
  return (metadata) => timingSafeEqual(digest(String(metadata.get('authorization')[0] ?? '')), expected);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
