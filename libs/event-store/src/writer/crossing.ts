import { randomUUID } from 'node:crypto';
import type { Batch } from './batch.js';
import type { Desk } from './desk.js';
import type { Attempt, Found, Head, Heads, Log } from './log.js';
import type { Replay } from './replay.js';

export interface CrossingParts {
  readonly log: Log;
  readonly desk: Desk;
  readonly replay: Replay;
  readonly counts: { fencedOff: number; locked: number };
  /** The batch waits for the lock, and may grow meanwhile. */
  readonly onWaiting: (batch: Batch) => void;
  /** The lock is there. Nothing may be decided until the answer is called. */
  readonly onSealed: () => Released;
  /** What was decided on top of the batch. */
  readonly later: () => Batch;
}

export type Released = () => void;

const NOTHING_FOUND: Found = { taken: [], existing: [] };
/** A lone turn does not mean that the other writer is gone, and a batch that is fenced off was sent in vain. */
const QUIET_BATCHES = 8;
const TRIES_MAX = 10;

/**
 * The two ways of a batch into the log. While nobody else writes it goes fenced: one statement that writes only if
 * every head stands where the batch was decided. One that was fenced off, and those after it until it is quiet again,
 * go under the lock of all heads, where only what rests on something that others touched is decided again.
 */
export class Crossing {
  /** What was sent last, if it may have been committed. */
  attempt: Attempt | undefined;
  #known: Heads = { byShard: [], epoch: 0 };
  /** Batches in a row in whose time nobody else wrote. */
  #quiet = QUIET_BATCHES;

  constructor(private readonly parts: CrossingParts) {}

  async send(batch: Batch): Promise<void> {
    this.attempt = undefined;
    if (this.#quiet < QUIET_BATCHES) {
      // Whoever waits for the lock has time to decide more; the batch is sealed when the lock is there.
      this.parts.onWaiting(batch);
      if (await this.#sendLocked(batch, false)) return;
    } else if (await this.#sendFenced(batch)) return;
    for (let tries = 1; tries < TRIES_MAX; tries += 1) if (await this.#sendLocked(batch, true)) return;
    throw new Error('the batch was refused again and again');
  }

  catchUp(heads: Heads): void {
    this.#known = heads;
    for (const { recordedAt } of heads.byShard) this.parts.desk.catchUp(recordedAt);
  }

  /** The batch is in the log. @returns the shards that have grown. */
  advance(batch: Batch, { recordedAt }: Attempt): readonly number[] {
    const counts = batch.countByShard(this.#known.byShard.length);
    const byShard = this.#known.byShard.map((head, shard): Head => {
      const count = counts[shard] ?? 0;
      return count === 0 ? head : { position: head.position + count, recordedAt };
    });
    this.catchUp({ byShard, epoch: this.#known.epoch });
    return [...counts.keys()].filter((shard) => counts[shard] !== 0);
  }

  async #sendFenced(batch: Batch): Promise<boolean> {
    const { log, counts } = this.parts;
    this.attempt = this.#newAttempt(batch);
    const stood =
      this.attempt === undefined
        ? await log.stands(batch, this.#known)
        : (await log.append(batch, this.attempt, this.#known)) === 'written';
    if (stood) return true;
    this.attempt = undefined;
    counts.fencedOff += 1;
    return false;
  }

  async #sendLocked(batch: Batch, isSuspect: boolean): Promise<boolean> {
    const { log, counts } = this.parts;
    counts.locked += 1;
    await this.#lock(batch, isSuspect);
    this.attempt = this.#newAttempt(batch);
    if (this.attempt === undefined) {
      await log.release();
      return true;
    }
    if ((await log.write(batch, this.attempt, this.#known)) === 'written') return true;
    this.attempt = undefined;
    return false;
  }

  /** Most of what others claimed is in their tail; only a batch that was refused is looked up claim by claim. */
  async #lock(batch: Batch, isSuspect: boolean): Promise<void> {
    const { log, replay, later, onSealed } = this.parts;
    const [standing, found] = await Promise.all([log.lock(this.#known), isSuspect ? log.lookUp(batch) : NOTHING_FOUND]);
    const release = onSealed();
    try {
      this.catchUp(standing.heads);
      this.#quiet = standing.tail.length > 0 ? 0 : this.#quiet + 1;
      await replay.putRight([batch, later()], { tail: standing.tail, ...found });
    } finally {
      release();
    }
  }

  #newAttempt(batch: Batch): Attempt | undefined {
    const first = batch.firstEvent();
    if (first === undefined) return undefined;
    return {
      token: randomUUID(),
      shard: first.shard,
      firstPosition: (this.#known.byShard[first.shard]?.position ?? 0) + 1,
      recordedAt: this.parts.desk.now,
    };
  }
}
