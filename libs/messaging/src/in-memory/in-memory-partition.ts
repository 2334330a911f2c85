import type { Message, Received } from '../messaging.js';

export class InMemoryPartition {
  #messages: Received[] = [];
  #first = 0;
  #next = 0;

  constructor(
    private readonly topic: string,
    private readonly partition: number,
  ) {}

  get first(): number {
    return this.#first;
  }

  get next(): number {
    return this.#next;
  }

  append(messages: readonly Message[], sentAt: number): number {
    const firstOffset = this.#next;
    for (const { key, value, headers } of messages) {
      // Copies: whoever sent them may go on using the bytes.
      const kept = { key, value: Uint8Array.from(value), headers: { ...headers } };
      this.#messages.push({ ...kept, topic: this.topic, partition: this.partition, offset: this.#next, sentAt });
      this.#next += 1;
    }
    return firstOffset;
  }

  read(from: number, limit: number): readonly Received[] {
    const start = this.#indexOf(from);
    return this.#messages.slice(start, start + limit);
  }

  cutBefore(offset: number): void {
    this.#first = Math.max(this.#first, Math.min(offset, this.#next));
    this.#messages = this.#messages.slice(this.#indexOf(this.#first));
  }

  cutOlderThan(instant: number): void {
    this.cutBefore(this.#messages.find(({ sentAt }) => sentAt >= instant)?.offset ?? this.#next);
  }

  compact(): void {
    const lastOf = new Map(this.#messages.map(({ key, offset }) => [key, offset]));
    this.#messages = this.#messages.filter(({ key, offset }) => key === null || lastOf.get(key) === offset);
  }

  /** Where the first message stands that is not before an offset; offsets leave gaps once messages were dropped. */
  #indexOf(offset: number): number {
    let [low, high] = [0, this.#messages.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#messages[middle]?.offset ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
