import type { Category, ClaimKey, StreamId } from '../event-store.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyCategory = Category<any, any>;

/** What decisions need from the database before they can be made; fetched together. */
export class Misses {
  /** With the category by which the stream is folded; without one, only its shard is wanted. */
  readonly streams = new Map<StreamId, AnyCategory | undefined>();
  readonly claims = new Map<string, ClaimKey>();
  readonly tags = new Set<string>();

  get size(): number {
    return this.streams.size + this.claims.size + this.tags.size;
  }

  stream(stream: StreamId, category?: AnyCategory): void {
    if (category !== undefined || !this.streams.has(stream)) this.streams.set(stream, category);
  }

  claim(words: string, key: ClaimKey): void {
    this.claims.set(words, key);
  }

  tag(tag: string): void {
    this.tags.add(tag);
  }
}
