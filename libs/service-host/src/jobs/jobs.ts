import type { Clock } from '../time/clock.js';
import { counter, gauge } from '../metrics/metrics.js';
import type { Job } from './job.js';

export interface JobLog {
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

export interface JobRun {
  readonly job: string;
  readonly done: number;
  readonly error?: unknown;
}

const runs = counter('job_runs_total', 'Runs of a job by outcome', ['job', 'outcome']);
const handled = counter('job_handled_total', 'Things that a job has done', ['job']);
const lastSuccess = gauge('job_last_success_timestamp_seconds', 'When a job last ran to its end', ['job']);

/**
 * The jobs of this process. Timers run them by real waits; the test clock runs them by itself. A job never overlaps
 * itself, and one that fails is logged, counted and tried again at its next turn.
 */
export class Jobs {
  private readonly jobs: Job[] = [];
  private readonly turns = new Map<Job, Promise<unknown>>();
  private readonly timers = new Map<Job, NodeJS.Timeout>();
  private running = false;

  constructor(
    private readonly clock: Clock,
    private readonly log: JobLog,
  ) {}

  /** In the order in which they run when they are due at the same instant. */
  register(job: Job): void {
    if (this.jobs.some(({ name }) => name === job.name)) throw new Error(`the job ${job.name} is registered already`);
    this.jobs.push(job);
    if (this.running) this.schedule(job);
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    for (const job of this.jobs) this.schedule(job);
  }

  /** No job starts after this; answers when those that had started have ended. */
  async stop(): Promise<void> {
    this.running = false;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    await Promise.all(this.turns.values());
  }

  /** Runs every job once, in order, waiting for one that is under way. */
  async runAll(now: number): Promise<readonly JobRun[]> {
    return this.runEach(this.jobs, now);
  }

  /** Runs those that know when they are due. */
  async runTimed(now: number): Promise<readonly JobRun[]> {
    return this.runEach(
      this.jobs.filter(({ nextDueAt }) => nextDueAt !== undefined),
      now,
    );
  }

  private async runEach(jobs: readonly Job[], now: number): Promise<readonly JobRun[]> {
    const ran: JobRun[] = [];
    for (const job of jobs) ran.push(await this.run(job, now));
    return ran;
  }

  /** When the jobs that can say so have something to do next. */
  async nextDueAts(): Promise<readonly number[]> {
    const due = await Promise.all(this.jobs.map((job) => this.askWhenDue(job)));
    return due.filter((at) => at !== undefined);
  }

  private async askWhenDue(job: Job): Promise<number | undefined> {
    try {
      return await job.nextDueAt?.();
    } catch (error) {
      this.log.error({ job: job.name, err: error }, 'a job cannot say when it is due next');
      return undefined;
    }
  }

  private schedule(job: Job): void {
    const timer = setTimeout(() => void this.onTimer(job), job.everyMs);
    timer.unref();
    this.timers.set(job, timer);
  }

  private async onTimer(job: Job): Promise<void> {
    await this.run(job, this.clock.now());
    if (this.running) this.schedule(job);
  }

  private run(job: Job, now: number): Promise<JobRun> {
    const before = this.turns.get(job) ?? Promise.resolve();
    const turn = before.then(() => this.attempt(job, now));
    this.turns.set(job, turn);
    return turn;
  }

  private async attempt(job: Job, now: number): Promise<JobRun> {
    try {
      const done = await job.run(now);
      runs.inc({ job: job.name, outcome: 'ok' });
      handled.inc({ job: job.name }, done);
      lastSuccess.set({ job: job.name }, Date.now() / 1000);
      return { job: job.name, done };
    } catch (error) {
      runs.inc({ job: job.name, outcome: 'failed' });
      this.log.error({ job: job.name, err: error }, 'a job failed; it is tried again at its next turn');
      return { job: job.name, done: 0, error };
    }
  }
}
