import type { Positioned } from './relay.js';

/** Events of a shard that have come and were not read yet, in order; where one is missing there is a gap. */
export class ShardWindow<Event extends Positioned> {
  readonly #events: Event[] = [];

  get size(): number {
    return this.#events.length;
  }

  /** The position of the first; undefined when there is none. */
  get first(): number | undefined {
    return this.#events[0]?.position;
  }

  /** Drops what was seen, up to `after`. */
  add(events: readonly Event[], after: number): void {
    for (const event of events) {
      if (event.position > (this.#events.at(-1)?.position ?? after)) this.#events.push(event);
    }
  }

  /** So many after a position as stand here without a gap; what was read before is dropped. */
  take(after: number, limit: number): readonly Event[] {
    const firstUnread = this.#events.findIndex(({ position }) => position > after);
    this.#events.splice(0, firstUnread < 0 ? this.#events.length : firstUnread);
    const gap = this.#events.findIndex(({ position }, index) => position !== after + index + 1);
    return this.#events.slice(0, Math.min(limit, gap < 0 ? this.#events.length : gap));
  }
}
