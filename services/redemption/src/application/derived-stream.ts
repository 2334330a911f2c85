import { createHash } from 'node:crypto';

/** A stream that follows from words, so that it needs no index. A constant of the log: the words never change. */
export function derivedStream(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
