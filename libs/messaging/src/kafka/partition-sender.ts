import type { Kafka, Message as Outgoing, Producer } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { BusUnavailable, SendUncertain, type Message, type TopicPartition } from '../messaging.js';
import { Pauses } from '../pauses.js';
import { toKafka } from './kafka.convert.js';
import { isOfTheWorld, kindOf } from './kafka-errors.js';

/**
 * Sends to one partition, as kafkajs must be used or it loses messages that it acknowledged (docs/adr/0031): one partition
 * per request, one request at a time, an idempotent producer of its own. What failed may be tried again with the same
 * producer, since the broker knows the same batch by its number; a producer that gave a batch up is never used again,
 * since it would give that batch's number to the next one, and the broker would acknowledge and drop it.
 */
export class PartitionSender {
  #producer: Promise<Producer> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  readonly #disconnecting = new Set<Promise<void>>();

  constructor(
    private readonly partition: TopicPartition,
    private readonly options: {
      readonly kafka: Kafka;
      readonly patienceMs: number;
      /** Refuses a topic or a partition that is not there. */
      readonly check: () => Promise<unknown>;
    },
  ) {}

  send(messages: readonly Message[]): Promise<{ readonly firstOffset: number }> {
    const sending = this.#last.then(() => this.#sendAll(messages));
    this.#last = sending.catch(() => undefined);
    return sending;
  }

  /** After what was asked for before. */
  async close(): Promise<void> {
    await this.#last;
    this.#discard();
    await Promise.all(this.#disconnecting);
  }

  async #sendAll(messages: readonly Message[]): Promise<{ readonly firstOffset: number }> {
    await this.options.check();
    const [first, ...others] = inRequests(messages.map((message) => toKafka(message, this.partition.partition)));
    const firstOffset = await this.#sendOne(first ?? []);
    try {
      for (const request of others) await this.#sendOne(request);
    } catch (error) {
      // The first part is there.
      throw error instanceof SendUncertain ? error : this.#uncertain(error);
    }
    return { firstOffset };
  }

  async #sendOne(messages: Outgoing[]): Promise<number> {
    const { topic } = this.partition;
    const pauses = new Pauses({ firstMs: 50, mostMs: 1_000 });
    const deadline = performance.now() + this.options.patienceMs;
    for (let mayBeThere = false; ; await sleep(pauses.nextMs())) {
      try {
        const producer = await (this.#producer ??= this.#connect());
        const wasThere = mayBeThere;
        mayBeThere = true;
        const [answer] = await producer.send({ topic, acks: -1, messages }).catch((error: unknown) => {
          if (isRefused(error)) mayBeThere = wasThere;
          throw error;
        });
        return Number(answer?.baseOffset);
      } catch (error) {
        if (isOfTheWorld(error) && mayBeTriedAgain(error) && performance.now() < deadline) continue;
        this.#discard();
        if (mayBeThere) throw this.#uncertain(error);
        if (!isOfTheWorld(error) || isRefused(error)) throw error;
        throw new BusUnavailable(`sending to ${topic}: ${error.message}`, { cause: error });
      }
    }
  }

  #uncertain(cause: unknown): SendUncertain {
    return new SendUncertain(this.partition.topic, this.partition.partition, { cause });
  }

  async #connect(): Promise<Producer> {
    const producer = this.options.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    });
    try {
      await producer.connect();
      return producer;
    } catch (error) {
      this.#producer = undefined;
      await producer.disconnect();
      throw error;
    }
  }

  #discard(): void {
    const discarded = this.#producer;
    if (discarded === undefined) return;
    this.#producer = undefined;
    const disconnecting = discarded
      .then((producer) => producer.disconnect())
      // Whoever sent was told what failed; a socket that cannot be closed is closed.
      .catch(() => undefined)
      .finally(() => this.#disconnecting.delete(disconnecting));
    this.#disconnecting.add(disconnecting);
  }
}

/** A request becomes one batch in the broker's log, and the broker takes batches of 1 MiB. */
const BYTES_OF_REQUEST = 900_000;

function inRequests(messages: readonly Outgoing[]): Outgoing[][] {
  const requests: Outgoing[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    const size = sizeOf(message);
    if (bytes + size > BYTES_OF_REQUEST) {
      requests.push([]);
      bytes = 0;
    }
    requests.at(-1)?.push(message);
    bytes += size;
  }
  return requests;
}

/** Not exact: enough for the lengths and numbers that the protocol adds to a message. */
function sizeOf({ key, value, headers = {} }: Outgoing): number {
  const texts = Object.entries(headers).flatMap(([name, text]) => [name, String(text)]);
  const headerBytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 5, 0);
  return Buffer.byteLength(key ?? '') + (value?.length ?? 0) + headerBytes + 40;
}

/** Answers that say that the broker looked at the batch and took none of it. */
const REFUSED = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'UNSUPPORTED_FOR_MESSAGE_FORMAT',
  'TOPIC_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'POLICY_VIOLATION',
]);

/** Answers after which this producer's numbers and the broker's no longer agree. */
const OUT_OF_STEP = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'DUPLICATE_SEQUENCE_NUMBER',
  'INVALID_PRODUCER_EPOCH',
  'UNKNOWN_PRODUCER_ID',
]);

function isRefused(error: unknown): boolean {
  return REFUSED.has(kindOf(error) ?? '');
}

function mayBeTriedAgain(error: unknown): boolean {
  return !isRefused(error) && !OUT_OF_STEP.has(kindOf(error) ?? '');
}
