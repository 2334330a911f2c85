import type { Decided, Looked } from './job.js';
import type { Tail } from './memory.js';

/** Things that are not what they were when the commands of a batch were decided. */
export class Dirt {
  readonly #streams: Set<string>;
  readonly #claims: Set<string>;
  readonly #tags: Set<string>;

  constructor(tail: Tail) {
    this.#streams = new Set(tail.streams);
    this.#claims = new Set(tail.claims);
    this.#tags = new Set(tail.tags);
  }

  touches({ streams, claims, tags }: Looked): boolean {
    return (
      streams.some((stream) => this.#streams.has(stream)) ||
      claims.some((words) => this.#claims.has(words)) ||
      tags.some((tag) => this.#tags.has(tag))
    );
  }

  stream(stream: string): void {
    this.#streams.add(stream);
  }

  claim(words: string): void {
    this.#claims.add(words);
  }

  /** What was decided no longer holds, so neither does what it left for those after it. */
  spread({ plan: { events, states, claims } }: Decided): void {
    for (const { stream } of states.entries) this.#streams.add(stream);
    for (const claim of claims) this.#claims.add(claim.words);
    for (const event of events) for (const tag of event.tags) this.#tags.add(tag);
  }
}
