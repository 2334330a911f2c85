import type { FollowedLog, RecordedEvent } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { describeEntry, type EntryDescription } from '../domain/entry-description.js';
import { entryId } from '../domain/entry-id.js';
import type { StoredEntry } from './ports.js';

/** Where a reader of the feed is: after these positions, by shard; the next page begins with the shard whose turn it is. */
export interface FeedPlace {
  readonly turn: number;
  readonly positions: readonly number[];
}

export interface FeedQuestion {
  readonly limit: number;
  /** From the beginning of the ledger, where it is left out. */
  readonly after: FeedPlace | undefined;
}

export interface FeedItem extends StoredEntry {
  /** Of the entry in its shard: it grows from entry to entry of an account. */
  readonly sequence: number;
  readonly description: EntryDescription;
}

export interface FeedPage {
  /** Fewer than asked for says nothing; none says that there is nothing new. */
  readonly items: readonly FeedItem[];
  readonly next: FeedPlace;
}

export interface FeedPorts {
  readonly log: Pick<FollowedLog, 'shards' | 'readShard' | 'heads'>;
}

const READ_MAX = 500;

/**
 * Every entry of every account, once and in the order of its account, read from the ledger itself: nothing that happens
 * to the read model moves a reader of it. Every shard gets its share of a page, so that a busy one starves no other.
 */
export async function readFeed(
  { limit, after }: FeedQuestion,
  { log }: FeedPorts,
): Promise<FeedPage | { readonly refused: 'invalid_cursor' }> {
  const heads = await log.heads();
  const from = after ?? { turn: 0, positions: heads.map(() => 0) };
  if (!isOnLog(from, heads)) return { refused: 'invalid_cursor' };

  const positions = [...from.positions];
  const items: FeedItem[] = [];
  for (let each = 0; each < heads.length && items.length < limit; each += 1) {
    const shard = (from.turn + each) % heads.length;
    const share = Math.ceil((limit - items.length) / (heads.length - each));
    const read = await readShare({ shard, after: positions[shard] ?? 0, head: heads[shard] ?? 0, share }, log);
    items.push(...read.items);
    positions[shard] = read.position;
  }
  return { items, next: { turn: (from.turn + 1) % heads.length, positions } };
}

/** A position that the log has not reached yet would step over what comes to stand before it. */
function isOnLog({ turn, positions }: FeedPlace, heads: readonly number[]): boolean {
  return (
    turn < heads.length &&
    positions.length === heads.length &&
    positions.every((position, shard) => position <= (heads[shard] ?? 0))
  );
}

interface Share {
  readonly shard: number;
  readonly after: number;
  readonly head: number;
  readonly share: number;
}

/** Reads on until the share is full or the shard ends; purchases and returns, which are no entries, are passed by. */
async function readShare({ shard, after, head, share }: Share, log: FeedPorts['log']) {
  const items: FeedItem[] = [];
  let position = after;
  while (items.length < share && position < head) {
    const events = await log.readShard(shard, position, READ_MAX);
    if (events.length === 0) break;
    for (const event of events) {
      if (items.length === share) break;
      position = event.position;
      if (event.category === accountStream.name) items.push(toItem(event));
    }
  }
  return { items, position };
}

function toItem(event: RecordedEvent): FeedItem {
  const { stream, version, type, payload, occurredAt, recordedAt, position } = event;
  const description = describeEntry(accountStream.decode(event));
  const stored = { id: entryId(event), account: stream, version, type, payload, occurredAt, recordedAt };
  return { ...stored, sequence: position, description };
}
