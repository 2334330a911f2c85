import type { StreamId } from '../event-store.js';
import type { Job } from './job.js';

/**
 * Jobs that wait, in the order in which they came. A job that must wait for the database is parked, and those behind
 * it on the same stream wait with it, so that a stream keeps its order while the others go on.
 */
export class JobQueue {
  #again: Job[] = [];
  #fresh: Job[] = [];
  #next = 0;
  readonly #parked = new Map<StreamId, Job[]>();

  get isEmpty(): boolean {
    return this.#again.length === 0 && this.#next === this.#fresh.length;
  }

  push(job: Job): void {
    this.#fresh.push(job);
  }

  /** The next job whose stream is not parked. */
  take(): Job | undefined {
    for (let job = this.#shift(); job !== undefined; job = this.#shift()) {
      const behind = this.#parked.get(job.command.on);
      if (behind === undefined) return job;
      behind.push(job);
    }
    return undefined;
  }

  putBack(jobs: readonly Job[]): void {
    this.#again = [...jobs, ...this.#again];
  }

  park(job: Job): void {
    this.#parked.set(job.command.on, [job]);
  }

  /** In front: others of a stream may wait for another try already, behind the one that was parked again. */
  unpark(streams: Iterable<StreamId>): void {
    const jobs: Job[] = [];
    for (const stream of streams) {
      jobs.push(...(this.#parked.get(stream) ?? []));
      this.#parked.delete(stream);
    }
    this.putBack(jobs);
  }

  /** Everything starts over: what was decided comes first, then what was parked, then the rest. */
  startOver(decided: readonly Job[]): void {
    this.#again = [...decided, ...[...this.#parked.values()].flat(), ...this.#again];
    this.#parked.clear();
  }

  remove(jobs: ReadonlySet<Job>): void {
    this.#again = this.#again.filter((job) => !jobs.has(job));
  }

  drain(): readonly Job[] {
    this.startOver([]);
    const all = [...this.#again, ...this.#fresh.slice(this.#next)];
    this.#again = [];
    this.#fresh = [];
    this.#next = 0;
    return all;
  }

  #shift(): Job | undefined {
    if (this.#again.length > 0) return this.#again.shift();
    const job = this.#fresh[this.#next];
    if (job === undefined) {
      this.#fresh = [];
      this.#next = 0;
      return undefined;
    }
    this.#next += 1;
    if (this.#next >= 4096) {
      this.#fresh = this.#fresh.slice(this.#next);
      this.#next = 0;
    }
    return job;
  }
}
