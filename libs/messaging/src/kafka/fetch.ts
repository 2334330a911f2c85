import type { KafkaMessage } from 'kafkajs';
import type Cluster from 'kafkajs/src/cluster/index.js';
import Batch from 'kafkajs/src/consumer/batch.js';
import type { TopicPartition } from '../messaging.js';

export interface Wanted {
  readonly partition: TopicPartition;
  readonly place: number;
}

/** A partition's answer is the broker's to cut, at whole batches; of the first that has any, one comes however large. */
const BYTES_OF_PARTITION = 1_048_576;
const BYTES = 10_485_760;
/** What a transaction has not committed is not there. We use none; others who write to a topic of ours may. */
const READ_COMMITTED = 1;

export interface Fetched {
  readonly partition: TopicPartition;
  readonly messages: readonly KafkaMessage[];
  /** Where to go on, which may be further than behind the last message. */
  readonly next: number;
  /** Behind the last message of the partition; where a transaction is open, where the first open one begins. */
  readonly end: number;
}

interface Waiting {
  readonly maxWaitMs: number;
}

/**
 * Of partitions that all have this leader. A broker leaves out what an answer has no room for: a batch that is larger than
 * what is asked for of its partition comes only where nothing came before it. Such a partition is asked for alone.
 */
export async function fetchFrom(
  cluster: Cluster,
  nodeId: string,
  wanted: readonly Wanted[],
  waiting: Waiting,
): Promise<Fetched[]> {
  const fetched: Fetched[] = [];
  for (const { want, batch, end } of await answersOf(cluster, nodeId, wanted, waiting)) {
    const isLeftOut = batch.rawMessages.length === 0 && want.place < end;
    if (isLeftOut && wanted.length > 1) fetched.push(...(await fetchFrom(cluster, nodeId, [want], waiting)));
    else
      fetched.push({ partition: want.partition, messages: batch.messages, next: behind(want, batch, isLeftOut), end });
  }
  return fetched;
}

/**
 * For kafkajs the place behind an answer without messages is the end of the partition: with what was left out, purchases would
 * be lost. Alone, a message would have come if there were one at the place: cleaning has left an empty batch there.
 */
function behind({ place }: Wanted, batch: Batch, isLeftOut: boolean): number {
  if (batch.rawMessages.length > 0) return Number(batch.lastOffset()) + 1;
  return isLeftOut ? place + 1 : place;
}

interface Answer {
  readonly want: Wanted;
  readonly batch: Batch;
  readonly end: number;
}

async function answersOf(
  cluster: Cluster,
  nodeId: string,
  wanted: readonly Wanted[],
  { maxWaitMs }: Waiting,
): Promise<Answer[]> {
  const broker = await cluster.findBroker({ nodeId });
  const { responses } = await broker.fetch({
    maxWaitTime: maxWaitMs,
    minBytes: 1,
    maxBytes: BYTES,
    isolationLevel: READ_COMMITTED,
    topics: [...Map.groupBy(wanted, ({ partition }) => partition.topic)].map(([topic, places]) => ({
      topic,
      partitions: places.map(({ partition: { partition }, place }) => ({
        partition,
        fetchOffset: String(place),
        maxBytes: BYTES_OF_PARTITION,
      })),
    })),
  });
  return responses.flatMap(({ topicName, partitions }) =>
    partitions.flatMap((answer): Answer[] => {
      const want = wanted.find(
        ({ partition }) => partition.topic === topicName && partition.partition === answer.partition,
      );
      if (want === undefined) return [];
      const batch = new Batch(topicName, String(want.place), answer);
      return [{ want, batch, end: Number(answer.lastStableOffset) }];
    }),
  );
}
