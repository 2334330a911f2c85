import kafkajs from 'kafkajs';
import type Cluster from 'kafkajs/src/cluster/index.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Received, TopicPartition } from '../messaging.js';
import { nameOf } from '../partition-name.js';
import type { PartitionSource } from '../members/partition-run.js';
import { Pauses } from '../pauses.js';
import type { Connection } from './connection.js';
import { type Fetched, fetchFrom, type Wanted } from './fetch.js';
import { fromKafka } from './kafka.convert.js';
import { leaderOf, targetTopics, type KafkaReader } from './kafka-reader.js';

/** `asked` is the place the consumer knows, behind the last message it had; `place` may be further, where none are between. */
interface Want extends Wanted {
  readonly asked: number;
  place: number;
}

interface Held {
  readonly messages: Received[];
  readonly next: number;
  readonly end: number;
  asked: number;
}

/** Also how long a partition that became hungry meanwhile waits at most, when no other has anything new. */
const WAITS_FOR_MORE_MS = 100;

/**
 * Fetches for the partitions of one member, ahead of the consumer by at most what one answer holds. A partition whose
 * consumer is slow wants nothing, so it neither fills the memory nor holds up another. Each broker is asked on its own.
 */
export class Fetcher implements PartitionSource {
  readonly #wants = new Map<string, Want>();
  readonly #held = new Map<string, Held>();
  readonly #asking = new Map<string, Promise<void>>();
  readonly #pauses = new Pauses({ firstMs: 50, mostMs: 2_000 });
  readonly #closed = new AbortController();
  /** Something is wanted, and nobody may have been asked for it yet. */
  #unasked = false;

  constructor(
    private readonly topics: readonly string[],
    private readonly connection: Connection,
    private readonly reader: KafkaReader,
    private readonly tell: {
      readonly arrived: (partition: TopicPartition) => void;
      readonly failed: (error: unknown) => void;
    },
  ) {}

  async tail(
    partition: TopicPartition,
    from: number,
    limit: number,
  ): Promise<{ messages: readonly Received[]; end: number }> {
    const name = nameOf(partition);
    const held = this.#held.get(name);
    if (held?.asked !== from) {
      this.#held.delete(name);
      if (this.#wants.get(name)?.asked !== from) this.#want({ partition, asked: from, place: from });
      return { messages: [], end: from };
    }
    const messages = held.messages.splice(0, limit);
    held.asked = (messages.at(-1)?.offset ?? 0) + 1;
    if (held.messages.length === 0) {
      this.#held.delete(name);
      this.#want({ partition, asked: held.asked, place: held.next });
    }
    return { messages, end: held.end };
  }

  /** Its partitions are somebody else's now, or begin anew. */
  forgetAll(): void {
    this.#wants.clear();
    this.#held.clear();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.forgetAll();
    await Promise.all(this.#asking.values());
    await this.connection.close();
  }

  #want(want: Want): void {
    this.#wants.set(nameOf(want.partition), want);
    this.#askLeaders();
  }

  #askLeaders(): void {
    this.#unasked = this.#wants.size > 0;
    if (!this.#unasked) return;
    this.#ask('leaders', async (cluster) => {
      await targetTopics(cluster, this.topics);
      this.#unasked = false;
      const leaders = [...this.#wants.values()].map(({ partition }) => leaderOf(cluster, partition));
      for (const leader of new Set(leaders)) this.#ask(leader, (current) => this.#askLeader(current, leader));
    });
  }

  /** Goes on as long as something is wanted of this broker, and its leaders are those that all go by. */
  async #askLeader(cluster: Cluster, leader: string): Promise<void> {
    await targetTopics(cluster, this.topics);
    for (;;) {
      await cluster.refreshMetadataIfNecessary();
      if (!this.connection.isCurrent(cluster)) return;
      const wants = [...this.#wants.values()].filter(({ partition }) => leaderOf(cluster, partition) === leader);
      if (wants.length === 0) return;
      await this.#askFor(cluster, leader, wants);
      this.#pauses.succeeded();
    }
  }

  async #askFor(cluster: Cluster, leader: string, wants: readonly Want[]): Promise<void> {
    try {
      for (const fetched of await fetchFrom(cluster, leader, wants, { maxWaitMs: WAITS_FOR_MORE_MS })) {
        const want = this.#wants.get(nameOf(fetched.partition));
        // Meanwhile it was given up, or is to go on from elsewhere.
        if (want === undefined || !wants.includes(want)) continue;
        if (fetched.messages.length === 0) want.place = fetched.next;
        else this.#hold(want, fetched);
      }
    } catch (error) {
      const lost = wants.find(({ partition }) => isOutOfRange(error, partition));
      if (lost === undefined) throw error;
      await this.#beginAnew(lost);
    }
  }

  #hold(want: Want, { messages, next, end }: Fetched): void {
    const name = nameOf(want.partition);
    const received = messages.map((message) => fromKafka(want.partition, message));
    this.#held.set(name, { messages: received, next, end, asked: want.asked });
    this.#wants.delete(name);
    this.tell.arrived(want.partition);
  }

  /** Retention has cut off the place; or the topic is another one than the consumer had, which an operator should hear. */
  async #beginAnew(want: Want): Promise<void> {
    const { first, next } = await this.reader.bounds(want.partition);
    if (want.place > next) {
      const name = nameOf(want.partition);
      this.tell.failed(
        new Error(`the place ${want.place} is behind the end of ${name}, ${next}: beginning at ${first}`),
      );
    }
    want.place = first;
  }

  /** One at a time by name. What fails is told, and after a pause the leaders are looked up again. */
  #ask(name: string, work: (cluster: Cluster) => Promise<void>): void {
    const { signal } = this.#closed;
    if (this.#asking.has(name) || signal.aborted) return;
    const asking = this.connection
      .use(work)
      .catch(async (error: unknown) => {
        if (signal.aborted) return;
        this.tell.failed(error);
        this.#unasked = true;
        await sleep(this.#pauses.nextMs(), undefined, { signal }).catch(() => undefined);
      })
      .finally(() => {
        this.#asking.delete(name);
        if (name !== 'leaders' || this.#unasked) this.#askLeaders();
      });
    this.#asking.set(name, asking);
  }
}

function isOutOfRange(error: unknown, { topic, partition }: TopicPartition): boolean {
  return (
    error instanceof kafkajs.KafkaJSOffsetOutOfRange && error.topic === topic && Number(error.partition) === partition
  );
}
