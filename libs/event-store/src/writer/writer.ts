import { leafOf } from '../chain.js';
import { OutcomeUnknown, Overloaded, StoreUnavailable } from '../errors.js';
import type { Command, Committed } from '../event-store.js';
import { patiently } from '../patience.js';
import { Batch } from './batch.js';
import { CommitSpan } from './commit-span.js';
import { Crossing, type Released } from './crossing.js';
import { Desk } from './desk.js';
import { JobQueue } from './job-queue.js';
import { Job, jobsOf, settle } from './job.js';
import { Loader } from './loader.js';
import { ConnectionLost, type Attempt, type Log } from './log.js';
import { Memory } from './memory.js';
import { Misses } from './misses.js';
import { Replay } from './replay.js';
import { noCounts, type WriterOptions } from './writer-options.js';

/** With so many decided, a batch does not wait for more that could be decided at once. */
const WORTH_A_FLIGHT = 200;
/** Decisions in a row before answers of the database are looked at again. */
const SLICE = 32;

/**
 * One batch flies: it is at the database (`Crossing` knows how it gets there). The next one is decided meanwhile, on
 * top of it, and takes off when it has landed.
 */
export class Writer {
  readonly counts = noCounts();
  readonly #memory: Memory;
  readonly #desk: Desk;
  readonly #queue = new JobQueue();
  readonly #loader: Loader;
  readonly #crossing: Crossing;
  #open: Batch;
  /** Where the next decision goes: the open batch, or the flying one while it waits for the lock. */
  #filling: Batch;
  #flying: Batch | undefined;
  /** Memory is being put right, or the database is away: nothing is decided. */
  #paused = false;
  #lost = false;
  #scheduled = false;
  #closed = false;
  #idle: (() => void)[] = [];

  constructor(
    private readonly log: Log,
    private readonly options: WriterOptions,
  ) {
    this.#memory = new Memory(options.limits);
    this.#desk = new Desk(
      this.#memory,
      options.clock,
      options.heads.byShard.length,
      options.chained ? leafOf : undefined,
    );
    this.#open = new Batch(this.#memory, 0);
    this.#filling = this.#open;
    this.#loader = new Loader(this.#memory, log, (jobs, error) => this.#loaded(jobs, error));
    this.#crossing = new Crossing({
      log,
      desk: this.#desk,
      replay: new Replay(this.#memory, this.#desk, this.#loader, this.counts),
      counts: this.counts,
      onWaiting: (batch) => (this.#filling = batch),
      onSealed: () => this.#sealed(),
      later: () => this.#open,
    });
    this.#crossing.catchUp(options.heads);
  }

  execute<Answer>(command: Command<Answer>, dry = false): Promise<Committed<Answer>> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the event store is closed'));
    if (this.counts.outstanding >= this.options.queueMax) return Promise.reject(new Overloaded(1));
    this.counts.outstanding += 1;
    const caller = Promise.withResolvers<Committed<unknown>>();
    this.#queue.push(new Job(command, dry, caller, this.#onSettled));
    this.#schedule();
    return caller.promise as Promise<Committed<Answer>>;
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.counts.outstanding > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  readonly #onSettled = (): void => {
    this.counts.outstanding -= 1;
    if (this.counts.outstanding === 0) for (const resolve of this.#idle.splice(0)) resolve();
  };

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    if (this.#paused) return;
    if (this.#lost) return void this.#recover(undefined, undefined);
    const isMoreToDo = this.#fill(SLICE);
    this.#loader.start();
    if (!isMoreToDo || this.#open.decided.length >= WORTH_A_FLIGHT) this.#takeOff();
    if (isMoreToDo) this.#schedule();
  }

  /** @returns whether it stopped only because others must have their turn. */
  #fill(count: number): boolean {
    const batch = this.#filling;
    for (let left = count; left > 0; left -= 1) {
      if (batch.isFull(this.options.batchMax)) return false;
      const job = this.#queue.take();
      if (job === undefined) return false;
      if (job.alone && batch.decided.length > 0) {
        this.#queue.putBack([job]);
        return false;
      }
      const outcome = this.#desk.decide(job, batch);
      if (!(outcome instanceof Misses)) continue;
      this.#queue.park(job);
      this.#loader.want(job, outcome);
    }
    return true;
  }

  #takeOff(): void {
    if (this.#flying !== undefined || this.#open.decided.length === 0) return;
    this.#flying = this.#open;
    this.#openAnother();
    void this.#fly(this.#flying);
  }

  /** The flying batch takes nothing more; nothing is decided while memory is put right. */
  #sealed(): Released {
    this.#filling = this.#open;
    this.#paused = true;
    return () => {
      this.#paused = false;
      this.#schedule();
    };
  }

  #openAnother(): void {
    this.#open = new Batch(this.#memory, this.#memory.tick);
    this.#filling = this.#open;
  }

  async #fly(batch: Batch): Promise<void> {
    const span = CommitSpan.begin(batch);
    const startedAt = performance.now();
    try {
      await this.#crossing.send(batch);
    } catch (error) {
      span?.end(batch, error);
      if (error instanceof ConnectionLost) await this.#recover(batch, this.#crossing.attempt);
      else await this.#refused(batch, error);
      return;
    }
    span?.end(batch);
    const landed = {
      commands: batch.decided.length,
      events: batch.events,
      seconds: (performance.now() - startedAt) / 1000,
    };
    this.#land(batch, this.#crossing.attempt);
    this.options.onLanded?.(landed);
  }

  #land(batch: Batch, attempt: Attempt | undefined): void {
    const grown = attempt === undefined ? [] : this.#crossing.advance(batch, attempt);
    this.#flying = undefined;
    // The next one first: the database must not wait while callers are answered.
    if (this.#queue.isEmpty || this.#open.decided.length >= WORTH_A_FLIGHT) this.#takeOff();
    const forgotten = this.#memory.trim(Math.min(this.#oldest().startedAt, this.#loader.horizon));
    if (forgotten) this.options.onForgotten(forgotten, (stream) => this.#memory.isKnown(stream));
    this.counts.batches += 1;
    this.counts.commands += batch.decided.length;
    this.counts.events += batch.events;
    for (const decided of batch.decided) settle(decided, attempt?.recordedAt ?? 0);
    for (const { stream, state, entry } of batch.grown()) this.options.onGrown(stream, state, entry);
    for (const shard of grown) this.options.onCommit(shard);
    this.#schedule();
  }

  #oldest(): Batch {
    return this.#flying ?? this.#open;
  }

  #loaded(jobs: readonly Job[], error?: unknown): void {
    this.counts.loads += 1;
    this.#queue.unpark(jobs.map((job) => job.command.on));
    if (error !== undefined) {
      const failed = new Set(jobs);
      this.#queue.remove(failed);
      for (const job of jobs) job.reject(new StoreUnavailable('the event store could not read', { cause: error }));
    }
    this.#schedule();
  }

  /** The database said no for a reason that nobody foresaw. Nothing was written; whoever is at fault is found by writing one by one. */
  async #refused(batch: Batch, error: unknown): Promise<void> {
    await this.log.release().catch(() => undefined);
    const later = this.#open.undo();
    const decided = batch.undo();
    this.#flying = undefined;
    this.#paused = false;
    this.#openAnother();
    const [first] = decided;
    if (first !== undefined && decided.length === 1) {
      first.job.reject(new StoreUnavailable('the event store could not write', { cause: error }));
      this.#queue.startOver(jobsOf(later));
    } else {
      for (const { job } of decided) job.alone = true;
      this.#queue.startOver(jobsOf([...decided, ...later]));
    }
    this.#schedule();
  }

  /** Asks what became of the batch, and goes on with an empty memory. Never guesses. */
  async #recover(batch: Batch | undefined, attempt: Attempt | undefined): Promise<void> {
    this.#paused = true;
    const later = this.#open.undo();
    const decided = batch?.decided ?? [];
    this.#memory.clear();
    this.#loader.forget();
    this.#flying = undefined;
    try {
      const { committed, heads } = await patiently(this.options.patienceMs, () => this.log.resolve(attempt));
      this.#crossing.catchUp(heads);
      if (committed) for (const each of decided) settle(each, attempt?.recordedAt ?? 0);
      this.#queue.startOver(jobsOf(committed ? later : [...decided, ...later]));
      this.#lost = false;
    } catch (cause) {
      this.#lost = true;
      const unavailable = new StoreUnavailable('the database is away', { cause });
      for (const { job } of decided) job.reject(attempt === undefined ? unavailable : new OutcomeUnknown({ cause }));
      for (const { job } of later) job.reject(unavailable);
      for (const job of this.#queue.drain()) job.reject(unavailable);
    }
    this.#openAnother();
    this.#paused = false;
    if (!this.#queue.isEmpty) this.#schedule();
  }
}
