import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { startKafka, type KafkaCluster } from '@loyalty/kafka-broker';
import kafkajs from 'kafkajs';
import { startSource } from './source-process.js';
import { startTestKafka, whereKafkaIs } from './test-kafka.js';

whereKafkaIs(describe)('A broker', () => {
  it('keeps what it acknowledged when it is killed', async () => {
    const cluster = await startTestKafka();
    await make(cluster, 'before');
    const pid = cluster.pid(1);
    await cluster.kill(1);
    await gone(pid);
    await cluster.restart(1);
    expect(cluster.pid(1)).not.toBe(pid);
    expect(await topicsOf(cluster)).toEqual(['before']);
    await expect(cluster.restart(1)).rejects.toThrow('has not ended');
    await cluster.stop();
  });

  it('finds its data again in the same directory, on other ports', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'loyalty-kafka-'));
    const first = await startKafka({ directory });
    await make(first, 'kept');
    await first.stop();
    const second = await startKafka({ directory });
    expect(await topicsOf(second)).toEqual(['kept']);
    await second.stop();
    await rm(directory, { recursive: true });
  });

  it('ends with the process that started it, however that ends', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'loyalty-kafka-'));
    const starter = startSource(fileURLToPath(new URL('broker-process.features.ts', import.meta.url)), [directory]);
    const [line] = (await once(createInterface(starter.stdout), 'line')) as [string];
    const { pid } = JSON.parse(line) as { pid: number };
    expect(isThere(pid)).toBe(true);
    starter.kill('SIGKILL');
    await gone(pid);
    await rm(directory, { recursive: true });
  });

  it('that cannot start says so with the end of its log, and leaves nothing running', async () => {
    const starting = startTestKafka({ properties: { 'log.segment.bytes': 'a lot' } });
    await expect(starting).rejects.toThrow(/node 1 could not[^]*a lot/);
  });
});

async function asAdmin<T>({ brokers }: KafkaCluster, work: (admin: kafkajs.Admin) => Promise<T>): Promise<T> {
  const admin = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

const make = (cluster: KafkaCluster, topic: string): Promise<unknown> =>
  asAdmin(cluster, (admin) => admin.createTopics({ topics: [{ topic, numPartitions: 1 }] }));
const topicsOf = async (cluster: KafkaCluster): Promise<string[]> =>
  (await asAdmin(cluster, (admin) => admin.listTopics())).sort();

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<void> {
  while (isThere(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}
