import { UnknownTopic, type Message, type Received, type Topic, type TopicPartition } from '../messaging.js';
import type { PartitionSource } from '../members/partition-run.js';
import { refuseMismatch } from '../topic-differences.js';
import { InMemoryGroup } from './in-memory-group.js';
import { InMemoryPartition } from './in-memory-partition.js';

/** What the buses of one process share. Gone with the process; time passes for it when `sweep` is called. */
export class InMemoryBroker implements PartitionSource {
  readonly #topics = new Map<string, { readonly topic: Topic; readonly partitions: readonly InMemoryPartition[] }>();
  readonly #groups = new Map<string, InMemoryGroup>();

  declare(topics: readonly Topic[]): void {
    for (const topic of topics) {
      const found = this.#topics.get(topic.name);
      if (found !== undefined) refuseMismatch(topic, found.topic);
    }
    for (const topic of topics) {
      if (this.#topics.has(topic.name)) continue;
      const partitions = Array.from(
        { length: topic.partitions },
        (_, partition) => new InMemoryPartition(topic.name, partition),
      );
      this.#topics.set(topic.name, { topic, partitions });
    }
  }

  partitionsOf(topic: string): number {
    return this.#known(topic).partitions.length;
  }

  at({ topic, partition }: TopicPartition): InMemoryPartition {
    const found = this.#known(topic).partitions[partition];
    if (found === undefined) throw new Error(`${topic} has no partition ${partition}`);
    return found;
  }

  take(partition: TopicPartition, messages: readonly Message[], now: number): number {
    const firstOffset = this.at(partition).append(messages, now);
    for (const group of this.#groups.values()) group.wake(partition);
    return firstOffset;
  }

  async tail(
    partition: TopicPartition,
    from: number,
    limit: number,
  ): Promise<{ messages: readonly Received[]; end: number }> {
    const there = this.at(partition);
    return { messages: there.read(from, limit), end: there.next };
  }

  group(name: string): InMemoryGroup {
    const known = this.#groups.get(name) ?? new InMemoryGroup(this);
    this.#groups.set(name, known);
    return known;
  }

  /** Drops what no topic promises to keep any longer. */
  sweep(now: number): void {
    for (const { topic, partitions } of this.#topics.values()) {
      for (const partition of partitions) {
        if (topic.compacted) partition.compact();
        if (topic.retentionMs !== null) partition.cutOlderThan(now - topic.retentionMs);
      }
    }
  }

  #known(topic: string): { readonly topic: Topic; readonly partitions: readonly InMemoryPartition[] } {
    const known = this.#topics.get(topic);
    if (known === undefined) throw new UnknownTopic(topic);
    return known;
  }
}
