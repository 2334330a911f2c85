import type { Bus, Message } from '../messaging.js';
import type { Positioned, ShardedLog } from './relay.js';

/** A log to be relayed, which grows while it is. */
export class GrowingLog implements ShardedLog<Positioned> {
  readonly #heads: number[];
  readonly #listeners = new Set<(shard: number) => void>();
  /** By position. */
  readonly traces = new Map<number, string>();

  constructor(shards: number) {
    this.#heads = Array<number>(shards).fill(0);
  }

  append(shard: number, events: number): void {
    this.#heads[shard] = (this.#heads[shard] ?? 0) + events;
    for (const listener of this.#listeners) listener(shard);
  }

  async heads(): Promise<readonly number[]> {
    return [...this.#heads];
  }

  async readShard(shard: number, after: number, limit: number): Promise<readonly Positioned[]> {
    const events = Math.min(limit, (this.#heads[shard] ?? 0) - after);
    return Array.from({ length: Math.max(0, events) }, (_, index) => {
      const position = after + index + 1;
      return { position, trace: this.traces.get(position) };
    });
  }

  onCommit(listener: (shard: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export const encode = ({ position }: Positioned, traceparent = ''): Message => ({
  key: `key-${position % 5}`,
  value: Buffer.from(String(position)),
  headers: { position: String(position), traceparent },
});

export const positionOf = ({ headers }: Message): number | undefined =>
  headers['position'] === undefined ? undefined : Number(headers['position']);

/** Every position in a partition, as it stands there. */
export async function positionsIn(bus: Bus, topic: string, partition: number): Promise<number[]> {
  const { next } = await bus.bounds(topic, partition);
  const positions: number[] = [];
  for (let from = 0; from < next;) {
    const messages = await bus.read(topic, partition, from, 1_000);
    positions.push(...messages.map((message) => positionOf(message) ?? Number.NaN));
    from = (messages.at(-1)?.offset ?? next) + 1;
  }
  return positions;
}

/** What a reader is left with who drops the positions that it has seen. */
export function withoutRepeats(positions: readonly number[]): number[] {
  let last = 0;
  const kept: number[] = [];
  for (const position of positions) {
    if (position <= last) continue;
    kept.push(position);
    last = position;
  }
  return kept;
}
