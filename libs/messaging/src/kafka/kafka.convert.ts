import type { IHeaders, KafkaMessage, Message as Outgoing } from 'kafkajs';
import type { Message, Received, TopicPartition } from '../messaging.js';

const NOTHING = new Uint8Array(0);

export function toKafka({ key, value, headers }: Message, partition: number): Outgoing {
  return {
    partition,
    key,
    value: Buffer.from(value.buffer, value.byteOffset, value.byteLength),
    headers: { ...headers },
  };
}

export function fromKafka({ topic, partition }: TopicPartition, message: KafkaMessage): Received {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    key: message.key === null ? null : message.key.toString('utf8'),
    // A tombstone of somebody else's: we send none.
    value: message.value ?? NOTHING,
    headers: message.headers === undefined ? {} : texts(message.headers),
    sentAt: Number(message.timestamp),
  };
}

/** Of a header that was given twice, the last counts; one without a value, as Kafka allows, says nothing. */
function texts(headers: IHeaders): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, given] of Object.entries(headers)) {
    const value: Buffer | string | null | undefined = Array.isArray(given) ? given.at(-1) : given;
    if (value !== undefined && value !== null) found[name] = value.toString();
  }
  return found;
}
