import { hash } from 'node:crypto';
import { Bytes } from './bytes.js';
import type { Instant, StreamId } from './event-store.js';

/** Claims and tags in the text form of their columns. */
export interface LeafColumns {
  readonly claims: string | null;
  readonly tags: string | null;
}

/** What a leaf binds besides. */
export interface LeafEvent {
  readonly stream: StreamId;
  readonly version: number;
  readonly category: string;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly payload: string;
}

/** What the hash chain binds of a batch besides its events. */
export interface Link {
  readonly digest: Buffer;
  readonly recordedAt: Instant;
  /** Position of the batch's last event. */
  readonly position: number;
}

export const HASH_BYTES = 32;
/** What a shard's first link is chained to. */
export const GENESIS = Buffer.alloc(HASH_BYTES);

// A leaf can never be passed off as a node, nor a node as a leaf: their images begin differently.
const LEAF = 0;
const NODE = 1;
const ABSENT = -1;
/**
 * Children of a node. A hash costs about the same for one block as for ten, so a wide tree costs next to nothing per
 * event, and a receipt still needs only 15 hashes per level.
 */
const WIDTH = 16;

const image = new Bytes(64 * 1024);

/**
 * The hash of one event: every field behind its length, so that no two events have one image. It is the very form in
 * which PostgreSQL copies the columns out in binary, so that whoever verifies hashes what comes in as it stands.
 */
export function leafOf(event: LeafEvent, { claims, tags }: LeafColumns): Buffer {
  image.clear();
  image.byte(LEAF);
  image.int32(16);
  image.uuid(event.stream);
  image.int32(4);
  image.int32(event.version);
  image.text(event.category);
  image.text(event.type);
  image.int32(8);
  image.int64(event.occurredAt);
  optional(claims);
  optional(tags);
  image.text(event.payload);
  return sha256(image.view());
}

/** The same for fields that lie behind one another in that form; the byte at `start`, before them, is overwritten. */
export function leafOfImage(bytes: Buffer, start: number): Buffer {
  bytes[start] = LEAF;
  return sha256(bytes.subarray(start));
}

/** The Merkle root over a batch's leaves, which lie one after the other. */
export function rootOf(leaves: Buffer): Buffer {
  let level = leaves;
  do {
    level = parents(level);
  } while (level.length > HASH_BYTES);
  return level;
}

/** The database computes the same under the lock of the shard's head (`append.sql.ts`). */
export function linkOf(previous: Buffer, link: Link): Buffer {
  image.clear();
  image.raw(previous);
  image.raw(link.digest);
  image.int64(link.recordedAt);
  image.int64(link.position);
  return sha256(image.view());
}

export function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

function parents(level: Buffer): Buffer {
  const count = Math.ceil(level.length / (HASH_BYTES * WIDTH));
  const result = Buffer.allocUnsafe(count * HASH_BYTES);
  for (let index = 0; index < count; index += 1) {
    image.clear();
    image.byte(NODE);
    image.raw(level.subarray(index * HASH_BYTES * WIDTH, (index + 1) * HASH_BYTES * WIDTH));
    sha256(image.view()).copy(result, index * HASH_BYTES);
  }
  return result;
}

function optional(text: string | null): void {
  if (text === null) image.int32(ABSENT);
  else image.text(text);
}
