import type { Clock } from '../clock.js';
import type { Instant } from '../event-store.js';
import { plan, type Ground } from '../plan.js';
import type { Batch } from './batch.js';
import { DeskView } from './desk-view.js';
import type { Decided, Job, Looked } from './job.js';
import type { Memory, Tail } from './memory.js';
import type { Misses } from './misses.js';

export type Outcome = 'decided' | 'rejected' | Misses;

const NOTHING = plan([], { stream: () => undefined, shard: () => 0, claimed: () => undefined, leafOf: undefined });

/** Where commands are decided, one after the other, against memory. */
export class Desk {
  /** No decision is made at an earlier time than something that was recorded. */
  recordedAt: Instant = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly memory: Memory,
    private readonly clock: Clock,
    private readonly shards: number,
    private readonly leafOf: Ground['leafOf'],
  ) {}

  get now(): Instant {
    return Math.max(this.clock.now(), this.recordedAt);
  }

  /**
   * Decides the job and puts its effects into memory and the batch. What it throws is a bug, its own: it is rejected
   * with it and leaves nothing behind.
   */
  decide(job: Job, batch: Batch): Outcome {
    this.memory.tick += 1;
    const view = new DeskView(this.memory, this.shards, this.now, job, this.leafOf);
    try {
      const { answer, appends } = job.command.decide(view);
      // A decision that swallowed what was thrown through it was made without knowing.
      if (view.missed !== undefined) return view.missed;
      const planned = plan(appends, view);
      batch.add({ job, answer, plan: job.dry ? NOTHING : planned, looked: view.looked(planned) });
      return 'decided';
    } catch (error) {
      if (view.missed !== undefined) return view.missed;
      job.reject(error);
      return 'rejected';
    }
  }
}

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
