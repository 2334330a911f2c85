import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import type { Topic } from '../messaging.js';
import { refuseMismatch } from '../topic-differences.js';

/** A purchase of 5,000 generously described lines is an event of several MiB; a broker takes one of them unless it is told. */
const MESSAGE_BYTES_MAX = 16 * 1024 * 1024;

/** Makes what is missing, after all that is there has been found to be as declared. */
export async function declareTopics(admin: Admin, topics: readonly Topic[], copies: number | undefined): Promise<void> {
  for (;;) {
    const found = await findTopics(admin, topics);
    for (const topic of topics) {
      const there = found.get(topic.name);
      if (there) refuseMismatch(topic, there);
    }
    const missing = topics.filter(({ name }) => !found.has(name));
    if (missing.length === 0) return;
    // False when somebody else was first with one of them: then it is compared, too.
    if (await admin.createTopics({ topics: missing.map((topic) => asConfig(topic, copies)), timeout: 10_000 })) return;
  }
}

async function findTopics(admin: Admin, topics: readonly Topic[]): Promise<Map<string, Topic>> {
  const there = new Set(await admin.listTopics());
  const names = topics.map(({ name }) => name).filter((name) => there.has(name));
  if (names.length === 0) return new Map();
  const [metadata, configs] = await Promise.all([
    admin.fetchTopicMetadata({ topics: names }),
    admin.describeConfigs({
      includeSynonyms: false,
      resources: names.map((name) => ({
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name,
        configNames: ['retention.ms', 'cleanup.policy'],
      })),
    }),
  ]);
  const configOf = (topic: string, name: string): string =>
    configs.resources
      .find(({ resourceName }) => resourceName === topic)
      ?.configEntries.find(({ configName }) => configName === name)?.configValue ?? '';
  return new Map(
    metadata.topics.map(({ name, partitions }) => {
      const retention = Number(configOf(name, 'retention.ms'));
      const compacted = configOf(name, 'cleanup.policy').includes('compact');
      return [name, { name, partitions: partitions.length, retentionMs: retention < 0 ? null : retention, compacted }];
    }),
  );
}

function asConfig({ name, partitions, retentionMs, compacted }: Topic, copies: number | undefined): ITopicConfig {
  const config = {
    'cleanup.policy': compacted ? 'compact' : 'delete',
    'retention.ms': String(retentionMs ?? -1),
    // What is compacted is not dropped by age; "at least so long" then holds for what a newer message replaces.
    ...(compacted && retentionMs !== null ? { 'min.compaction.lag.ms': String(retentionMs) } : {}),
    'max.message.bytes': String(MESSAGE_BYTES_MAX),
    // However it was sent: our client reads no Snappy, LZ4 or Zstandard, and one such batch would stop the partition for ever.
    'compression.type': 'uncompressed',
    // When the bus took it, whatever time the sender believes it is; retention counts from there.
    'message.timestamp.type': 'LogAppendTime',
  };
  return {
    topic: name,
    numPartitions: partitions,
    replicationFactor: copies ?? -1,
    configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
  };
}
