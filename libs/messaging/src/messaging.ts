/**
 * The port. A bus carries messages in partitions; each partition keeps its order. It promises little on purpose: what
 * was acknowledged may come again, and a consumer that stores its place with its effects makes that harmless.
 *
 * Offsets number the messages of a partition; they grow, and may leave gaps. A place is the offset to go on from.
 * Instants are whole milliseconds since the epoch.
 */
export interface Message {
  /** What must keep its order among itself; messages of one key are sent to one partition. */
  readonly key: string | null;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Received extends Message {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** When the bus took it. */
  readonly sentAt: number;
}

export interface Topic {
  readonly name: string;
  readonly partitions: number;
  /** How long a message is kept at least; null: for ever. */
  readonly retentionMs: number | null;
  /** Keeps at least the last message of every key, and drops others. */
  readonly compacted: boolean;
}

/** Whoever names a topic that is not there is refused with UnknownTopic, in `partitions`, `send`, `bounds`, `read` and `subscribe`. */
export interface Bus {
  /**
   * Makes the topics that are missing.
   * @throws TopicMismatch when a topic is there and is not as declared; nothing is changed then.
   */
  declare(topics: readonly Topic[]): Promise<void>;
  partitions(topic: string): Promise<number>;

  /**
   * Sends one or more messages in order to one partition, and comes back when the bus has them durably, with the offset of the first. Sends to
   * one partition are made one after the other, in the order in which they were asked for; sends to several go at once.
   * @throws BusUnavailable when it is certain that none was taken; also once the bus was closed.
   * @throws SendUncertain when it is not: they may all be there, some, or none. Whoever must know reads the partition's
   *   tail and goes on from there.
   */
  send(topic: string, partition: number, messages: readonly Message[]): Promise<{ readonly firstOffset: number }>;

  /** Where a partition begins (retention may have cut it) and the place behind its last message. */
  bounds(topic: string, partition: number): Promise<{ readonly first: number; readonly next: number }>;
  /** So many messages from an offset on, those that are still there, in order. For tails, proofs and replays. */
  read(topic: string, partition: number, from: number, limit: number): Promise<readonly Received[]>;

  /** Takes part in a group: each partition is handed to one of its members at a time. */
  subscribe(subscription: Subscription): Promise<Subscribed>;
  /** Ends subscriptions, waits for sends under way. */
  close(): Promise<void>;
}

export interface Subscription {
  readonly group: string;
  readonly topics: readonly string[];
  /** How many messages one batch holds at most. Default 500. */
  readonly batchMax?: number;
  /**
   * Asked whenever a partition is assigned, and again after a failure. Undefined: from the beginning that is still there,
   * and so is a place that retention has cut off.
   */
  readonly placeOf: (partition: TopicPartition) => Promise<number | undefined>;
  /**
   * Takes one batch of one partition, in order; the next batch of that partition comes when it has come back, other
   * partitions go on meanwhile. The bus stores no place: the consumer does, with its effects. When it throws, the
   * partition is tried again from `placeOf` after a pause that grows.
   */
  readonly handle: (batch: ReceivedBatch) => Promise<void>;
  /** Told of whatever fails; the subscription goes on. */
  readonly onError: (error: unknown, partition?: TopicPartition) => void;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

export interface ReceivedBatch extends TopicPartition {
  /** Never empty. */
  readonly messages: readonly Received[];
  /** The place behind the last message that the bus has now: what is left to do shows in it. */
  readonly end: number;
  /** Says that the consumer is alive; to be called now and then while a long batch is handled. */
  heartbeat(): Promise<void>;
  /** The partition has been handed to somebody else: effects must not be stored, and would be refused. */
  readonly isRevoked: () => boolean;
}

export interface Subscribed {
  /** What is assigned now. */
  assigned(): readonly TopicPartition[];
  /** The partition goes on from `placeOf` again, as after an assignment. */
  restart(partition: TopicPartition): void;
  /** No batch is handed out any more; resolves when those under way have come back and the group was left. */
  stop(): Promise<void>;
}

export class TopicMismatch extends Error {
  constructor(
    readonly topic: string,
    readonly differences: readonly { readonly what: string; readonly declared: string; readonly found: string }[],
  ) {
    const each = differences.map(({ what, declared, found }) => `${what} is ${found}, declared was ${declared}`);
    super(`the topic ${topic} is not as declared: ${each.join('; ')}`);
    this.name = 'TopicMismatch';
  }
}

export class UnknownTopic extends Error {
  constructor(readonly topic: string) {
    super(`there is no topic ${topic}`);
    this.name = 'UnknownTopic';
  }
}

export class BusUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BusUnavailable';
  }
}

export class SendUncertain extends Error {
  constructor(
    readonly topic: string,
    readonly partition: number,
    options?: ErrorOptions,
  ) {
    super(`whether partition ${partition} of ${topic} took the messages is not known`, options);
    this.name = 'SendUncertain';
  }
}
