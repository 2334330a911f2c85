import { Bytes } from './bytes.js';
import { DIGEST_BYTES, sha256, type Digest } from './digest.js';
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
  readonly digest: Digest;
  readonly recordedAt: Instant;
  /** Position of the batch's last event. */
  readonly position: number;
}

/** What a shard's first link is chained to. */
export const GENESIS: Digest = '\0'.repeat(DIGEST_BYTES);

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
export function leafOf(event: LeafEvent, { claims, tags }: LeafColumns): Digest {
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
export function leafOfImage(bytes: Buffer, start: number): Digest {
  bytes[start] = LEAF;
  return sha256(bytes.subarray(start));
}

/** The Merkle root over a batch's leaves. */
export function rootOf(leaves: readonly Digest[]): Digest {
  let level = leaves;
  do {
    level = parents(level);
  } while (level.length > 1);
  return level[0] ?? GENESIS;
}

/** The database computes the same under the lock of the shard's head (`append.sql.ts`). */
export function linkOf(previous: Digest, { digest, recordedAt, position }: Link): Digest {
  image.clear();
  image.latin1(previous);
  image.latin1(digest);
  image.int64(recordedAt);
  image.int64(position);
  return sha256(image.view());
}

function parents(level: readonly Digest[]): readonly Digest[] {
  const parents: Digest[] = [];
  for (let first = 0; first < level.length; first += WIDTH) {
    image.clear();
    image.byte(NODE);
    for (const child of level.slice(first, first + WIDTH)) image.latin1(child);
    parents.push(sha256(image.view()));
  }
  return parents;
}

function optional(text: string | null): void {
  if (text === null) image.int32(ABSENT);
  else image.text(text);
}
