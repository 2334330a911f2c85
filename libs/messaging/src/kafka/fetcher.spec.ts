import { afterEach, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import type Cluster from 'kafkajs/src/cluster/index.js';
import type { Broker } from 'kafkajs/src/cluster/index.js';
import { until } from '../contract/adapter.features.js';
import { Connection } from './connection.js';
import { Fetcher } from './fetcher.js';
import type { KafkaReader } from './kafka-reader.js';

const TOPIC = 'cups';
const NOT_THE_LEADER = new kafkajs.KafkaJSError('this is not the leader for that partition');

type Answer = (partition: number) => { readonly messages: readonly object[]; readonly end: number };

/** As far as a fetcher asks: who leads which partition, and what each broker answers. */
function clusterOf(leaders: readonly number[], answers: Readonly<Record<string, Answer>>): Cluster {
  const fetch = (nodeId: string) => async (request: { topics: { partitions: { partition: number }[] }[] }) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const partitions = (request.topics[0]?.partitions ?? []).map(({ partition }) => {
      const { messages, end } = answers[nodeId]?.(partition) ?? { messages: [], end: 0 };
      return {
        partition,
        messages,
        abortedTransactions: [],
        highWatermark: String(end),
        lastStableOffset: String(end),
      };
    });
    return { responses: [{ topicName: TOPIC, partitions }] };
  };
  return {
    connect: async () => undefined,
    disconnect: async () => undefined,
    addMultipleTargetTopics: async () => undefined,
    refreshMetadataIfNecessary: async () => undefined,
    findTopicPartitionMetadata: () => leaders.map((leader, partitionId) => ({ partitionId, leader })),
    findBroker: async ({ nodeId }: { nodeId: string }) => ({ fetch: fetch(nodeId) }) as unknown as Broker,
  } satisfies Partial<Cluster> as unknown as Cluster;
}

describe('A fetcher', () => {
  let fetcher: Fetcher | undefined;
  afterEach(() => fetcher?.close());

  it('asks a new leader at once, though a broker that leads others has nothing new and goes on being asked', async () => {
    const nothing: Answer = () => ({ messages: [], end: 0 });
    const one = { offset: '0', key: null, value: Buffer.from('tea'), headers: {}, timestamp: '0' };
    const hasMoved: Answer = () => {
      throw NOT_THE_LEADER;
    };
    const clusters = [
      clusterOf([1, 2], { 1: hasMoved, 2: nothing }),
      clusterOf([2, 2], {
        2: (partition) => (partition === 0 ? { messages: [one], end: 1 } : { messages: [], end: 0 }),
      }),
    ];
    const connection = new Connection(() => clusters.shift() ?? clusterOf([], {}));
    const arrived: number[] = [];
    const failed: unknown[] = [];
    fetcher = new Fetcher([TOPIC], connection, {} as KafkaReader, {
      arrived: ({ partition }) => void arrived.push(partition),
      failed: (error) => void failed.push(error),
    });
    for (const partition of [1, 0]) await fetcher.tail({ topic: TOPIC, partition }, 0, 10);
    await until(() => arrived.length > 0);
    expect(arrived).toEqual([0]);
    expect(failed).toEqual([NOT_THE_LEADER]);
  });
});
