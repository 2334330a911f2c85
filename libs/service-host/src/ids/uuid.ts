import * as crypto from 'node:crypto';

declare module 'node:crypto' {
  /** In Node since 24.16; the type package lags behind. */
  function randomUUIDv7(): `${string}-${string}-${string}-${string}-${string}`;
}

/** A UUID that sorts by the millisecond it was made in, in canonical lower-case text. */
export function newUuid(): string {
  return crypto.randomUUIDv7();
}
