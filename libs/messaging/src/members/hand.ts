import type { Subscription, TopicPartition } from '../messaging.js';
import { nameOf } from '../partition-name.js';
import { PartitionRun, type PartitionSource } from './partition-run.js';

/** The partitions that one member has now. */
export class Hand {
  readonly #runs = new Map<string, PartitionRun>();

  constructor(
    private readonly source: PartitionSource,
    private readonly subscription: Subscription,
  ) {}

  has(partition: TopicPartition): boolean {
    return this.#runs.has(nameOf(partition));
  }

  take(partition: TopicPartition): void {
    this.#runs.set(nameOf(partition), new PartitionRun(partition, this.source, this.subscription));
  }

  /** Resolves when the batch under way has come back: only then may somebody else have the partition. */
  async giveUp(partition: TopicPartition): Promise<void> {
    const run = this.#runs.get(nameOf(partition));
    this.#runs.delete(nameOf(partition));
    await run?.revoke();
  }

  async giveUpAll(): Promise<void> {
    await Promise.all(this.partitions().map((partition) => this.giveUp(partition)));
  }

  restart(partition: TopicPartition): void {
    this.#runs.get(nameOf(partition))?.restart();
  }

  wake(partition: TopicPartition, end?: number): void {
    this.#runs.get(nameOf(partition))?.wake(end);
  }

  partitions(): readonly TopicPartition[] {
    return [...this.#runs.values()].map(({ partition }) => partition);
  }
}
