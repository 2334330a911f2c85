import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { startKafka } from '@loyalty/kafka-broker';
import { kafkaFromJars } from './kafka-way.js';
import { startSource } from './source-process.js';
import { startTestKafkaBy, whereThereIs } from './test-kafka.js';
import { aTestKafka, make, topicsOf } from './test-kafka.features.js';

const way = kafkaFromJars();

whereThereIs(way, describe)('A broker from its jars', () => {
  aTestKafka((options) => startTestKafkaBy(way, options));

  it('finds its data again in the same directory, on other ports', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'loyalty-kafka-'));
    const first = await startKafka({ directory });
    await make(first, 'kept');
    const pid = first.pid(1);
    await first.stop();
    await gone(pid);
    const second = await startKafka({ directory });
    expect(second.pid(1)).not.toBe(pid);
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
});

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
