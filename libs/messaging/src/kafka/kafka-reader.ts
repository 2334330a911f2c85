import type Cluster from 'kafkajs/src/cluster/index.js';
import { UnknownTopic, type Received, type TopicPartition } from '../messaging.js';
import type { Connection } from './connection.js';
import { fetchFrom } from './fetch.js';
import { fromKafka } from './kafka.convert.js';
import { kindOf, patiently } from './kafka-errors.js';

/** Asks the leader of a partition directly: no group is joined, so a look at a tail costs a few round trips. */
export class KafkaReader {
  constructor(
    private readonly connection: Connection,
    private readonly patienceMs: number,
  ) {}

  partitions(topic: string): Promise<number> {
    return this.#ask(topic, async (cluster) => cluster.findTopicPartitionMetadata(topic).length);
  }

  /** @throws UnknownTopic, or RangeError when it has fewer partitions. */
  async insistOn(partition: TopicPartition): Promise<void> {
    await this.#ask(partition.topic, async (cluster) => leaderOf(cluster, partition));
  }

  bounds(partition: TopicPartition): Promise<{ readonly first: number; readonly next: number }> {
    return this.#ask(partition.topic, (cluster) => boundsOf(cluster, partition));
  }

  read(partition: TopicPartition, from: number, limit: number): Promise<Received[]> {
    return this.#ask(partition.topic, async (cluster) => {
      const { first, next } = await boundsOf(cluster, partition);
      const found: Received[] = [];
      let place = Math.max(from, first);
      while (place < next && found.length < limit) {
        const [fetched] = await fetchFrom(cluster, leaderOf(cluster, partition), [{ partition, place }], {
          maxWaitMs: 0,
        });
        if (fetched === undefined) break;
        const wanted = fetched.messages.slice(0, limit - found.length);
        found.push(...wanted.map((message) => fromKafka(partition, message)));
        // Another leader may not know yet of all that the last one showed.
        if (fetched.next <= place) break;
        place = fetched.next;
      }
      return found;
    });
  }

  #ask<T>(topic: string, work: (cluster: Cluster) => Promise<T>): Promise<T> {
    return patiently(`reading ${topic}`, this.patienceMs, () =>
      this.connection.use(async (cluster) => {
        await targetTopics(cluster, [topic]);
        return work(cluster);
      }),
    );
  }
}

/** @throws UnknownTopic */
export async function targetTopics(cluster: Cluster, topics: readonly string[]): Promise<void> {
  for (const topic of topics) {
    try {
      await cluster.addMultipleTargetTopics([topic]);
    } catch (error) {
      if (kindOf(error) === 'UNKNOWN_TOPIC_OR_PARTITION') throw new UnknownTopic(topic);
      throw error;
    }
  }
}

export function leaderOf(cluster: Cluster, { topic, partition }: TopicPartition): string {
  const known = cluster.findTopicPartitionMetadata(topic);
  const leader = known.find(({ partitionId }) => partitionId === partition)?.leader;
  if (leader === undefined) throw new RangeError(`${topic} has no partition ${partition}, but ${known.length}`);
  return String(leader);
}

async function boundsOf(
  cluster: Cluster,
  { topic, partition }: TopicPartition,
): Promise<{ first: number; next: number }> {
  leaderOf(cluster, { topic, partition });
  const ask = async (fromBeginning: boolean): Promise<number> => {
    const [answer] = await cluster.fetchTopicsOffset([{ topic, partitions: [{ partition }], fromBeginning }]);
    return Number(answer?.partitions[0]?.offset);
  };
  const [first, next] = await Promise.all([ask(true), ask(false)]);
  return { first, next };
}
