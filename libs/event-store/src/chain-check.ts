import { GENESIS, linkOf, rootOf } from './chain.js';
import { bytesOf, DIGEST_BYTES, type Digest } from './digest.js';
import type { Instant, ShardDigest } from './event-store.js';

export interface StoredBatch {
  readonly firstPosition: number;
  readonly lastPosition: number;
  readonly recordedAt: Instant;
  readonly digest: Digest;
  readonly chain: Digest;
  /** One behind the other. */
  readonly leaves: string;
}

/** An event as it is found: where, and what its leaf comes to. */
export interface FoundEvent {
  readonly position: number;
  readonly recordedAt: Instant;
  readonly leaf: Digest;
}

export interface Fault {
  readonly shard: number;
  readonly position: number;
  readonly problem: string;
}

/** Follows the chain of one shard, batch by batch, and names the first position that is not as it was written. */
export class ChainCheck {
  #position = 0;
  #recordedAt = Number.NEGATIVE_INFINITY;
  #chain: Digest = GENESIS;
  readonly #expected: readonly ShardDigest[];

  constructor(
    readonly shard: number,
    expected: readonly ShardDigest[] = [],
  ) {
    this.#expected = expected.filter((digest) => digest.shard === shard && digest.position > 0);
  }

  get position(): number {
    return this.#position;
  }

  get digest(): ShardDigest {
    return { shard: this.shard, position: this.#position, chain: hex(this.#chain) };
  }

  /** `events` are those at the batch's positions, in order. */
  next(batch: StoredBatch, events: readonly FoundEvent[]): Fault | undefined {
    if (batch.firstPosition !== this.#position + 1) return this.#fault(this.#position + 1, 'the batch is missing');
    if (batch.recordedAt < this.#recordedAt) return this.#fault(batch.firstPosition, 'the record time goes back');
    if (batch.leaves.length !== (batch.lastPosition - this.#position) * DIGEST_BYTES) {
      return this.#fault(batch.firstPosition, 'the leaves of the batch are incomplete');
    }
    const fault = this.#events(batch, events);
    if (fault !== undefined) return fault;
    if (rootOf(events.map(({ leaf }) => leaf)) !== batch.digest)
      return this.#fault(batch.firstPosition, 'the digest was changed');
    const link = { digest: batch.digest, recordedAt: batch.recordedAt, position: batch.lastPosition };
    if (linkOf(this.#chain, link) !== batch.chain) return this.#fault(batch.firstPosition, 'the chain is broken');

    this.#position = batch.lastPosition;
    this.#recordedAt = batch.recordedAt;
    this.#chain = batch.chain;
    return this.#exported();
  }

  /** The head must stand where the last batch left it, and no later than any digest that was exported. */
  end(head: { readonly position: number; readonly chain: Digest }): Fault | undefined {
    const cut = this.#expected.find((digest) => digest.position > this.#position);
    if (cut !== undefined) {
      return this.#fault(this.#position + 1, `the tail was cut off: there was an event at ${cut.position}`);
    }
    if (head.position !== this.#position) {
      return this.#fault(
        this.#position + 1,
        `the head stands at ${head.position}, the last batch ends at ${this.#position}`,
      );
    }
    return head.chain === this.#chain ? undefined : this.#fault(this.#position, 'the head bears another chain');
  }

  #events(batch: StoredBatch, events: readonly FoundEvent[]): Fault | undefined {
    for (let position = batch.firstPosition; position <= batch.lastPosition; position += 1) {
      const event = events[position - batch.firstPosition];
      if (event === undefined || event.position !== position) return this.#fault(position, 'the event is missing');
      if (event.recordedAt !== batch.recordedAt) return this.#fault(position, 'the record time was changed');
    }
    const changed = events.findIndex(({ leaf }, index) => !batch.leaves.startsWith(leaf, index * DIGEST_BYTES));
    if (changed === -1) return undefined;
    return this.#fault(batch.firstPosition + changed, 'the event was changed');
  }

  #exported(): Fault | undefined {
    const expected = this.#expected.find((digest) => digest.position === this.#position);
    if (expected === undefined || expected.chain === hex(this.#chain)) return undefined;
    return this.#fault(this.#position, 'the chain is not the one that was exported');
  }

  #fault(position: number, problem: string): Fault {
    return { shard: this.shard, position, problem };
  }
}

function hex(digest: Digest): string {
  return bytesOf(digest).toString('hex');
}
