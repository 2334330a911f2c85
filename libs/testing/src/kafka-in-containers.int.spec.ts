import { describe, expect, it } from '@jest/globals';
import type { KafkaCluster } from '@loyalty/kafka-broker';
import kafkajs from 'kafkajs';
import { getContainerRuntimeClient } from 'testcontainers';
import { STARTED_BY } from './kafka-in-containers.js';
import { kafkaInContainer } from './kafka-way.js';
import { startTestKafkaBy, whereThereIs } from './test-kafka.js';
import { aTestKafka, asAdmin, make, topicsOf } from './test-kafka.features.js';

const way = kafkaInContainer();

whereThereIs(way, describe)('A broker in a container', () => {
  aTestKafka((options) => startTestKafkaBy(way, options));

  it('of three leads on without one, whether that went in order or not, and has everything in three places', async () => {
    const kafka = await startTestKafkaBy(way, { nodes: 3 });
    expect(await whatIsThere()).toHaveLength(4);
    await make(kafka, 'copied');
    for (const [node, goes] of [kafka.shutDown, kafka.kill].map((each, index) => [index + 1, each] as const)) {
      await goes(node);
      await onceItIsMissed(() => make(kafka, `without-${node}`, 2));
      await kafka.restart(node);
    }
    expect(await topicsOf(kafka)).toEqual(['copied', 'without-1', 'without-2']);
    expect(await placesOf(kafka, 'copied')).toEqual([1, 2, 3]);
    await kafka.stop();
  }, 240_000);

  it('is taken away with its container and its network, also when it could not start', async () => {
    expect(await whatIsThere()).toEqual([]);
    await expect(startTestKafkaBy(way, { properties: { 'log.segment.bytes': 'a lot' } })).rejects.toThrow();
    expect(await whatIsThere()).toEqual([]);
  }, 120_000);
});

async function whatIsThere(): Promise<string[]> {
  const { dockerode } = (await getContainerRuntimeClient()).container;
  const containers = await dockerode.listContainers({ all: true, filters: { label: [STARTED_BY] } });
  const networks = await dockerode.listNetworks({ filters: { name: [STARTED_BY] } });
  return [...containers.map(({ Id }) => Id), ...networks.map(({ Name }) => Name)];
}

async function placesOf(cluster: KafkaCluster, topic: string): Promise<number[]> {
  const { topics } = await asAdmin(cluster, (admin) => admin.fetchTopicMetadata({ topics: [topic] }));
  return [...(topics[0]?.partitions[0]?.replicas ?? [])].sort();
}

/** For a moment the others still send whoever asks to the one that has gone; the time of the spec is the bound. */
async function onceItIsMissed(work: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof kafkajs.KafkaJSError)) throw error;
    }
  }
}
