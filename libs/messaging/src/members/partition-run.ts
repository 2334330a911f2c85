import { Bell } from '../bell.js';
import type { Received, Subscription, TopicPartition } from '../messaging.js';
import { Pauses } from '../pauses.js';

export interface PartitionSource {
  /** Messages from an offset on, those that are still there, and the place behind the partition's last message. */
  tail(partition: TopicPartition, from: number, limit: number): Promise<{ messages: readonly Received[]; end: number }>;
}

const BATCH_MAX = 500;

/** One partition in the hands of one member: asks for the place, hands out batch after batch, begins anew after a failure. */
export class PartitionRun {
  readonly #bell = new Bell();
  readonly #pauses = new Pauses({ firstMs: 50, mostMs: 5_000 });
  readonly #running: Promise<void>;
  #revoked = false;
  #restarts = false;
  #place = 0;

  constructor(
    readonly partition: TopicPartition,
    private readonly source: PartitionSource,
    private readonly subscription: Subscription,
  ) {
    this.#running = this.#run();
  }

  /** There may be something new behind a place. */
  wake(end = Number.POSITIVE_INFINITY): void {
    if (end > this.#place) this.#bell.ring();
  }

  restart(): void {
    this.#restarts = true;
    this.#bell.ring();
  }

  /** Nothing is handed out any more; resolves when the batch under way has come back. */
  revoke(): Promise<void> {
    this.#revoked = true;
    this.#bell.ring();
    return this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#revoked) {
      try {
        await this.#goOnFromPlace();
      } catch (error) {
        this.subscription.onError(error, this.partition);
        await this.#pause(this.#pauses.nextMs());
      }
    }
  }

  async #goOnFromPlace(): Promise<void> {
    this.#restarts = false;
    this.#place = (await this.subscription.placeOf(this.partition)) ?? 0;
    while (!this.#revoked && !this.#restarts) {
      const { messages, end } = await this.source.tail(
        this.partition,
        this.#place,
        this.subscription.batchMax ?? BATCH_MAX,
      );
      const last = messages.at(-1);
      if (last === undefined) await this.#bell.wait();
      else if (!this.#revoked && !this.#restarts) {
        await this.subscription.handle({
          ...this.partition,
          messages,
          end,
          // Nobody waits for a sign of life here: a member lives as long as its connection does.
          heartbeat: async () => undefined,
          isRevoked: () => this.#revoked,
        });
        this.#place = last.offset + 1;
        this.#pauses.succeeded();
      }
    }
  }

  /** New messages must not cut it short: a consumer that fails would be called in a tight loop. */
  #pause(milliseconds: number): Promise<void> {
    return this.#bell.rest(milliseconds, () => this.#revoked || this.#restarts);
  }
}
