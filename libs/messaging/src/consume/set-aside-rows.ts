import type { StoredMessage } from '../postgres/packed.js';
import type { TopicPartition } from '../messaging.js';
import type { Incoming } from './handling.js';

/** What is known of it without opening it. */
export interface DeadLetterItem extends TopicPartition {
  readonly id: string;
  readonly offset: number | null;
  readonly reason: string;
  readonly diedAt: Date;
}

export interface DeadLetter extends DeadLetterItem, Incoming {}

/** What is known of it without opening it. */
export interface ParkedKeyItem extends TopicPartition {
  readonly id: string;
  readonly reason: string;
  readonly parkedAt: Date;
  /** How many messages wait in its queue. */
  readonly messages: number;
}

export interface ParkedKey extends ParkedKeyItem {
  readonly key: string;
}

export interface MessageRow extends StoredMessage, TopicPartition {
  readonly id: string;
  readonly offset: string | null;
  readonly sealed: boolean;
}

export interface DeadRow extends MessageRow {
  readonly reason: string;
  readonly died_at: Date;
}

export type DeadItemRow = Omit<DeadRow, keyof StoredMessage | 'sealed'>;

export interface ParkedRow extends TopicPartition {
  readonly id: string;
  readonly key: Buffer;
  readonly sealed: boolean;
  readonly reason: string;
  readonly parked_at: Date;
  readonly messages: number;
}

export function placeOf({
  topic,
  partition,
  offset,
}: DeadItemRow | MessageRow): Pick<Incoming, 'topic' | 'partition' | 'offset'> {
  return { topic, partition, offset: offset === null ? null : Number(offset) };
}

export function itemOf(row: DeadItemRow): DeadLetterItem {
  return { ...placeOf(row), id: row.id, reason: row.reason, diedAt: row.died_at };
}

export function parkedItemOf({
  id,
  topic,
  partition,
  reason,
  messages,
  parked_at: parkedAt,
}: ParkedRow): ParkedKeyItem {
  return { id, topic, partition, reason, messages, parkedAt };
}
