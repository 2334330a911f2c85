import type pg from 'pg';
import type { Message, TopicPartition } from '../messaging.js';

/** A message on its way to a handler. */
export interface Incoming extends Message, TopicPartition {
  /** Absent when it was read where the bus had lost it. */
  readonly offset: number | null;
}

/** What a service does with one topic. */
export interface Handling<Decoded = unknown> {
  readonly topic: string;
  /** What it throws on can never be read: the message becomes a dead letter, and the partition goes on. */
  decode(message: Incoming): Decoded;
  /**
   * Takes messages of one partition in their order. All its effects go through `context.client`, or they are not undone
   * with the transaction. It may be asked again with the same messages, with others in between, or with those of one key.
   */
  handle(messages: readonly Decoded[], context: HandlingContext): Promise<void>;
  readonly gapless?: Gapless;
}

export interface HandlingContext extends TopicPartition {
  /** In the transaction that also moves the place; committed by the consumer. */
  readonly client: pg.PoolClient;
  /** The trace in which a message is handled, by its index; undefined where it says none and nobody records. */
  traceOf(index: number): string | undefined;
  /** A message that can be read and must not be done, by its index: it becomes a dead letter, and the others go on. */
  refuse(index: number, reason: string): void;
}

/** For a topic whose messages are numbered 1, 2, 3 … per partition at their source: the bus need not be trusted. */
export interface Gapless {
  /** Undefined: the message is none of the numbered ones, and is handled where it stands. */
  positionOf(message: Message): number | undefined;
  /** From the source: messages after a position, up to another, in order; at least one, at most as many as it likes. */
  readMissing(partition: number, after: number, upTo: number): Promise<readonly Message[]>;
}

/** What an operator sees; all are called after the commit. */
export interface ConsumerObserver {
  /** How many messages of a partition are left to do. */
  lag?(partition: TopicPartition, messages: number): void;
  deadLetters?(partition: TopicPartition, more: number): void;
  parked?(partition: TopicPartition, more: number): void;
  /** The bus had lost so many, and they were read at their source. */
  missing?(partition: TopicPartition, messages: number): void;
  /** So many had taken effect before and were dropped. */
  repeated?(partition: TopicPartition, messages: number): void;
}
