import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { KafkaCluster } from '@loyalty/kafka-broker';
import kafkajs from 'kafkajs';
import type { TestKafkaOptions } from './test-kafka.js';

/** What specs may expect of a broker, by whichever way they came to it. */
export function aTestKafka(start: (options: TestKafkaOptions) => Promise<KafkaCluster>): void {
  let kafka: KafkaCluster;
  let stopped = false;
  beforeAll(async () => {
    kafka = await start({ properties: ({ id, port }) => ({ 'broker.rack': `rack-${id}-${port}` }) });
  }, 120_000);
  afterAll(async () => {
    if (!stopped) await kafka.stop();
  }, 60_000);

  it('has the properties that a spec asks for, of each node its own, and those that all have', async () => {
    const port = kafka.brokers[0]?.split(':')[1];
    expect(await configured(kafka, 'broker.rack')).toBe(`rack-1-${port}`);
    expect(await configured(kafka, 'auto.create.topics.enable')).toBe('false');
  });

  it('keeps what it acknowledged when it is killed, and comes back where it was', async () => {
    await make(kafka, 'before');
    await kafka.kill(1);
    await expect(topicsOf(kafka)).rejects.toThrow();
    await kafka.restart(1);
    expect(await topicsOf(kafka)).toEqual(['before']);
    await expect(kafka.restart(1)).rejects.toThrow('has not ended');
  }, 120_000);

  it('stands still while it is paused, and then answers whoever waited', async () => {
    await kafka.pause(1);
    let answered = false;
    const asked = topicsOf(kafka, 60_000).finally(() => (answered = true));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(answered).toBe(false);
    await kafka.continue(1);
    expect(await asked).toEqual(['before']);
  }, 120_000);

  it('that cannot start says so with the end of its log', async () => {
    const starting = start({ properties: { 'log.segment.bytes': 'a lot' } });
    await expect(starting).rejects.toThrow(/node 1 .*could not[^]*a lot/);
  }, 120_000);

  it('is not there any more after it was stopped, and does not sleep too deep for that', async () => {
    await kafka.pause(1);
    await kafka.stop();
    stopped = true;
    await expect(topicsOf(kafka)).rejects.toThrow();
  }, 60_000);
}

export async function asAdmin<T>(
  { brokers }: KafkaCluster,
  work: (admin: kafkajs.Admin) => Promise<T>,
  patienceMs = 5_000,
): Promise<T> {
  const client = new kafkajs.Kafka({
    brokers: [...brokers],
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: patienceMs,
    requestTimeout: patienceMs,
    retry: { retries: 3 },
  });
  const admin = client.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

export const make = (cluster: KafkaCluster, topic: string, copies = -1): Promise<unknown> =>
  asAdmin(cluster, (admin) =>
    admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: copies }], waitForLeaders: true }),
  );

export const topicsOf = async (cluster: KafkaCluster, patienceMs?: number): Promise<string[]> =>
  (await asAdmin(cluster, (admin) => admin.listTopics(), patienceMs)).sort();

async function configured(cluster: KafkaCluster, name: string): Promise<string | undefined> {
  const { resources } = await asAdmin(cluster, (admin) =>
    admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.BROKER, name: '1', configNames: [name] }],
    }),
  );
  return resources[0]?.configEntries.find((entry) => entry.configName === name)?.configValue;
}
