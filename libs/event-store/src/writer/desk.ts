import type { Clock } from '../clock.js';
import type { Instant } from '../event-store.js';
import { plan, type Ground, type Plan } from '../plan.js';
import type { Batch } from './batch.js';
import { DeskView } from './desk-view.js';
import type { Decided, Job } from './job.js';
import type { Memory } from './memory.js';
import type { Misses } from './misses.js';

export type Outcome = 'decided' | Misses;

const NOTHING = plan([], { stream: () => undefined, shard: () => 0, claimed: () => undefined, leafOf: undefined });

/** Where commands are decided, one after the other, against memory. */
export class Desk {
  #recordedAt: Instant = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly memory: Memory,
    private readonly clock: Clock,
    private readonly shards: number,
    private readonly leafOf: Ground['leafOf'],
  ) {}

  /** No decision is made at an earlier time than something that was recorded. */
  catchUp(recordedAt: Instant): void {
    this.#recordedAt = Math.max(this.#recordedAt, recordedAt);
  }

  get now(): Instant {
    return Math.max(this.clock.now(), this.#recordedAt);
  }

  /**
   * Decides the job and puts its effects into memory and the batch. What it throws is answered as any other answer is,
   * after it has been seen that nobody wrote what it looked at: memory that lags behind another writer may show two
   * streams that do not fit, and whoever then says that they never should is asked again.
   */
  decide(job: Job, batch: Batch): Outcome {
    this.memory.tick += 1;
    const view = new DeskView(this.memory, this.shards, this.now, job, this.leafOf);
    const { planned, ...said } = attempt(job, view);
    // A decision that swallowed what was thrown through it was made without knowing.
    if (view.missed !== undefined) return view.missed;
    const written = job.dry ? NOTHING : planned;
    if (!view.provedBy(written) && view.missed !== undefined) return view.missed;
    batch.add({ job, ...said, plan: written, looked: view.looked(planned) });
    return 'decided';
  }
}

function attempt({ command }: Job, view: DeskView): Pick<Decided, 'answer' | 'failure'> & { readonly planned: Plan } {
  try {
    const { answer, appends } = command.decide(view);
    return { answer, planned: plan(appends, view) };
  } catch (error) {
    return { answer: undefined, failure: { error }, planned: NOTHING };
  }
}
