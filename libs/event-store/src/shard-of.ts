import type { StreamId } from './event-store.js';

/**
 * Where a new stream goes that is not put beside another. A UUID ends in random digits, so its end is hash enough.
 * A stream that exists is found where its events are, so this may change for new streams without moving old ones.
 */
export function shardOf(stream: StreamId, shards: number): number {
  return Number.parseInt(stream.slice(-8), 16) % shards;
}
