import type { Bus, Message } from '../messaging.js';
import { ShardRelay } from './shard-relay.js';

/** A log of shards, each with positions 1, 2, 3 … without gaps. */
export interface ShardedLog<Event extends Positioned> {
  /** The last position of every shard, by shard. */
  heads(): Promise<readonly number[]>;
  /** Events of one shard after a position, in order, committed ones only. */
  readShard(shard: number, after: number, limit: number): Promise<readonly Event[]>;
  /** A hint that something may have been committed. Returns how to stop. */
  onCommit(listener: (shard: number) => void): () => void;
}

export interface Positioned {
  readonly position: number;
  /** Where the log says it of its events. */
  readonly shard?: number | undefined;
  /** The trace in which it was appended, as a W3C traceparent, where it was traced. */
  readonly trace?: string | undefined;
}

/** One holder at a time for each name, and nobody for one whose holder has died. */
export interface Locks {
  /** Undefined: somebody else has it. */
  tryLock(name: string): Promise<HeldLock | undefined>;
}

export interface HeldLock {
  readonly isHeld: () => boolean;
  release(): Promise<void>;
}

/** How far each shard was sent. Only asked when retention has left nothing in the topic that could tell. */
export interface RelayCheckpoints {
  read(shard: number): Promise<number>;
  write(shard: number, position: number): Promise<void>;
}

export interface RelayOptions<Event extends Positioned> {
  readonly log: ShardedLog<Event>;
  readonly bus: Bus;
  /** Declared, with a partition for every shard. */
  readonly topic: string;
  /** Every message says of which trace it is; without a trace of its own, one that nobody records. */
  readonly encode: (event: Event, traceparent: string) => Message;
  /** Of a message that `encode` made; undefined for any other. */
  readonly positionOf: (message: Message) => number | undefined;
  readonly locks: Locks;
  readonly checkpoints: RelayCheckpoints;
  readonly onError: (error: unknown, shard: number) => void;
  /** Called after an acknowledgement. */
  readonly onSent?: (sent: { readonly shard: number; readonly position: number; readonly events: number }) => void;
  readonly batchMax?: number;
  /** When nobody says that something was committed, it is seen after this time at the latest. Default 200 ms. */
  readonly pollMs?: number;
  /** How often one that does not hold a shard tries to. Default 500 ms. */
  readonly tryEveryMs?: number;
}

export interface Relay {
  /** The shards that this instance sends now. */
  held(): readonly number[];
  /** Resolves when the sends under way have ended and the locks were given back. */
  stop(): Promise<void>;
}

/**
 * Sends a log to a topic, a shard to a partition. Whoever drops the positions that it has already seen reads in the topic
 * exactly the log's order: a position is sent only when the one before it is known to be there.
 * @throws Error when the topic has not a partition for every shard.
 */
export async function startRelay<Event extends Positioned>(options: RelayOptions<Event>): Promise<Relay> {
  const partitions = await options.bus.partitions(options.topic);
  const { length } = await options.log.heads();
  if (partitions !== length) throw new Error(`${options.topic} has ${partitions} partitions for ${length} shards`);
  const shards = Array.from({ length }, (_, shard) => new ShardRelay(shard, options));
  const silence = options.log.onCommit((shard) => shards[shard]?.wake());
  return {
    held: () => shards.filter((shard) => shard.isHeld()).map(({ shard }) => shard),
    async stop() {
      silence();
      await Promise.all(shards.map((shard) => shard.stop()));
    },
  };
}
