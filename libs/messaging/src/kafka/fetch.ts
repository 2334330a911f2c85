import type Cluster from 'kafkajs/src/cluster/index.js';
import Batch from 'kafkajs/src/consumer/batch.js';
import type { TopicPartition } from '../messaging.js';

export interface Wanted {
  readonly partition: TopicPartition;
  readonly place: number;
}

/** A partition's answer is the broker's to cut, at whole batches; one batch always comes, however large. */
const BYTES_OF_PARTITION = 1_048_576;
const BYTES = 10_485_760;
/** What a transaction has not committed is not there. We use none; others who write to a topic of ours may. */
const READ_COMMITTED = 1;

/** One request to the leader of all these partitions. Batches may be empty. */
export async function fetchFrom(
  cluster: Cluster,
  nodeId: string,
  wanted: readonly Wanted[],
  { maxWaitMs }: { readonly maxWaitMs: number },
): Promise<Batch[]> {
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
    partitions.flatMap((answer) => {
      const asked = wanted.find(
        ({ partition }) => partition.topic === topicName && partition.partition === answer.partition,
      );
      // Nothing there means for kafkajs that the partition ends here, and it would have us go on behind its high watermark. While
      // a transaction is open there is more to come before that: the partition ends for us where the first open one begins.
      const upToOpen = { ...answer, highWatermark: answer.lastStableOffset };
      return asked ? [new Batch(topicName, String(asked.place), upToOpen)] : [];
    }),
  );
}
