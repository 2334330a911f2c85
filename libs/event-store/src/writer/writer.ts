import { randomUUID } from 'node:crypto';
import { leafOf } from '../chain.js';
import type { Clock } from '../clock.js';
import { OutcomeUnknown, Overloaded, StoreUnavailable } from '../errors.js';
import type { Command, Committed } from '../event-store.js';
import type { StreamState } from '../plan.js';
import { Batch } from './batch.js';
import { Desk, Dirt } from './desk.js';
import { JobQueue } from './job-queue.js';
import { Job, settle, type Decided } from './job.js';
import { Loader } from './loader.js';
import { ConnectionLost, type Attempt, type Found, type Head, type Heads, type Log, type Standing } from './log.js';
import { Memory, type MemoryLimits, type StreamEntry } from './memory.js';
import { Misses } from './misses.js';

export interface WriterOptions {
  readonly clock: Clock;
  readonly heads: Heads;
  readonly limits: MemoryLimits;
  /** Commands that may wait or be under way at once. */
  readonly queueMax: number;
  readonly batchMax: number;
  readonly chained: boolean;
  /** How long callers wait for a database that has gone away. */
  readonly patienceMs: number;
  readonly onCommit: (shard: number) => void;
  /** Told of each stream that grew, after the commit. */
  readonly onGrown: (stream: string, state: StreamState, entry: StreamEntry) => void;
}

/** How often each way was taken; for metrics and benches. */
export interface WriterCounts {
  batches: number;
  commands: number;
  events: number;
  fencedOff: number;
  locked: number;
  decidedAgain: number;
  loads: number;
}

/** Decisions in a row before answers of the database are looked at again. */
const SLICE = 32;
const BATCH_BYTES_MAX = 8 * 1024 * 1024;

/**
 * One batch flies: it is at the database. The next one is decided meanwhile, on top of it, and takes off when it has
 * landed. While nobody else writes, a batch flies fenced; one that was fenced off, and those after it until it is
 * quiet again, fly under the lock of the heads, where only what others have touched is decided again.
 */
export class Writer {
  readonly counts: WriterCounts = {
    batches: 0,
    commands: 0,
    events: 0,
    fencedOff: 0,
    locked: 0,
    decidedAgain: 0,
    loads: 0,
  };
  readonly #memory: Memory;
  readonly #desk: Desk;
  readonly #queue = new JobQueue();
  readonly #loader: Loader;
  #known: Heads;
  #open: Batch;
  /** Where the next decision goes: the open batch, or the flying one while it waits for the lock. */
  #filling: Batch;
  #flying: Batch | undefined;
  #contended = false;
  /** Memory is being put in order, or the database is away: nothing is decided. */
  #paused = false;
  #lost = false;
  #scheduled = false;
  #outstanding = 0;
  #closed = false;
  #idle: (() => void)[] = [];

  constructor(
    private readonly log: Log,
    private readonly options: WriterOptions,
  ) {
    this.#memory = new Memory(options.limits);
    this.#desk = new Desk(this.#memory, options.clock, options.heads.byShard.length, options.chained ? leafOf : undefined);
    this.#known = options.heads;
    this.#catchUp(options.heads);
    this.#open = new Batch(this.#memory, 0);
    this.#filling = this.#open;
    this.#loader = new Loader(this.#memory, log, (jobs, error) => this.#loaded(jobs, error));
  }

  execute<Answer>(command: Command<Answer>, dry = false): Promise<Committed<Answer>> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the event store is closed'));
    if (this.#outstanding >= this.options.queueMax) return Promise.reject(new Overloaded(1));
    this.#outstanding += 1;
    return new Promise((resolve, reject) => {
      const answer = (committed: Committed<unknown>): void => resolve(committed as Committed<Answer>);
      this.#queue.push(new Job(command, dry, { resolve: answer, reject, onSettled: this.#onSettled }));
      this.#schedule();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#outstanding > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  readonly #onSettled = (): void => {
    this.#outstanding -= 1;
    if (this.#outstanding === 0) for (const resolve of this.#idle.splice(0)) resolve();
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
    this.#fill(SLICE);
    this.#loader.start();
    this.#takeOff();
    if (!this.#queue.isEmpty && !this.#isFull(this.#filling)) this.#schedule();
  }

  #fill(count: number): void {
    const batch = this.#filling;
    for (let left = count; left > 0 && !this.#isFull(batch); left -= 1) {
      const job = this.#queue.take();
      if (job === undefined) return;
      if (job.alone && batch.decided.length > 0) return this.#queue.putBack([job]);
      const outcome = this.#desk.decide(job, batch);
      if (!(outcome instanceof Misses)) continue;
      this.#queue.park(job);
      this.#loader.want(job, outcome);
    }
  }

  #isFull(batch: Batch): boolean {
    return (
      batch.decided.length >= this.options.batchMax ||
      batch.bytes >= BATCH_BYTES_MAX ||
      (batch.decided[0]?.job.alone ?? false)
    );
  }

  #takeOff(): void {
    if (this.#flying !== undefined || this.#open.decided.length === 0) return;
    this.#flying = this.#open;
    this.#openAnother();
    void this.#fly(this.#flying);
  }

  #openAnother(): void {
    this.#open = new Batch(this.#memory, this.#memory.tick);
    this.#filling = this.#open;
  }

  async #fly(batch: Batch): Promise<void> {
    const flight: Flight = { attempt: undefined };
    try {
      await this.#send(batch, flight);
    } catch (error) {
      if (error instanceof ConnectionLost) await this.#recover(batch, flight.attempt);
      else await this.#refused(batch, error);
      return;
    }
    this.#land(batch, flight.attempt);
  }

  async #send(batch: Batch, flight: Flight): Promise<void> {
    if (this.#contended) {
      // Whoever waits for the lock has time to decide more; the batch is sealed when the lock is there.
      this.#filling = batch;
      if (await this.#sendLocked(batch, flight, false)) return;
    } else if (await this.#sendFenced(batch, flight)) return;
    for (let tries = 1; tries < TRIES_MAX; tries += 1) {
      if (await this.#sendLocked(batch, flight, true)) return;
    }
    throw new Error('the batch was refused again and again');
  }

  async #sendFenced(batch: Batch, flight: Flight): Promise<boolean> {
    flight.attempt = this.#attempt(batch);
    const stood =
      flight.attempt === undefined
        ? await this.log.stands(batch, this.#known)
        : (await this.log.append(batch, flight.attempt, this.#known)) === 'written';
    if (stood) return true;
    flight.attempt = undefined;
    this.counts.fencedOff += 1;
    return false;
  }

  async #sendLocked(batch: Batch, flight: Flight, isSuspect: boolean): Promise<boolean> {
    await this.#lock(batch, isSuspect);
    flight.attempt = this.#attempt(batch);
    if (flight.attempt === undefined) {
      await this.log.release();
      return true;
    }
    if ((await this.log.write(batch, flight.attempt, this.#known)) === 'written') return true;
    flight.attempt = undefined;
    return false;
  }

  /** Most of what others claimed is in their tail; only a batch that was refused is looked up claim by claim. */
  async #lock(batch: Batch, isSuspect: boolean): Promise<void> {
    this.counts.locked += 1;
    const [standing, found] = await Promise.all([
      this.log.lock(this.#known),
      isSuspect ? this.log.lookUp(batch) : NOTHING_FOUND,
    ]);
    this.#filling = this.#open;
    this.#catchUp(standing.heads);
    // Quiet again: the next batch need not lock.
    this.#contended = standing.tail.length > 0;
    if (standing.tail.length + found.taken.length + found.existing.length > 0) await this.#putRight(batch, standing, found);
  }

  /** Brings memory up to what others wrote, and decides again what rests on something that they touched. */
  async #putRight(batch: Batch, { tail }: Standing, { taken, existing }: Found): Promise<void> {
    this.#paused = true;
    const later = this.#open.undo();
    const decided = batch.undo();
    const dirt = new Dirt(this.#memory.take(tail));
    for (const [words, claimed] of taken) {
      this.#memory.claims.set(words, claimed, this.#memory.tick);
      dirt.claim(words);
    }
    for (const stream of existing) dirt.stream(stream);
    try {
      await this.#fetch(existing, decided);
      await this.#again(decided, batch, dirt);
      await this.#again(later, this.#open, dirt);
    } catch (error) {
      this.#open.undo();
      batch.undo();
      batch.hold(decided);
      this.#open.hold(later);
      throw error;
    } finally {
      this.#paused = false;
    }
    this.#schedule();
  }

  async #fetch(streams: readonly string[], decided: readonly Decided[]): Promise<void> {
    if (streams.length === 0) return;
    const misses = new Misses();
    for (const stream of streams) {
      misses.stream(stream, decided.find(({ plan }) => plan.states.has(stream))?.plan.states.get(stream)?.category);
    }
    await this.#loader.load(misses, []);
  }

  async #again(decided: readonly Decided[], batch: Batch, dirt: Dirt): Promise<void> {
    for (const was of decided) {
      if (!dirt.touches(was.looked)) {
        batch.add(was);
        continue;
      }
      this.counts.decidedAgain += 1;
      dirt.spread(was);
      let outcome = this.#desk.decide(was.job, batch);
      while (outcome instanceof Misses) {
        await this.#loader.load(outcome, [was.job]);
        outcome = this.#desk.decide(was.job, batch);
      }
      const is = batch.decided.at(-1);
      if (outcome === 'decided' && is !== undefined) dirt.spread(is);
    }
  }

  #attempt(batch: Batch): Attempt | undefined {
    const first = batch.firstEvent();
    if (first === undefined) return undefined;
    return {
      token: randomUUID(),
      shard: first.shard,
      firstPosition: (this.#known.byShard[first.shard]?.position ?? 0) + 1,
      recordedAt: this.#desk.now,
    };
  }

  #land(batch: Batch, attempt: Attempt | undefined): void {
    const counts = batch.countByShard(this.#known.byShard.length);
    if (attempt !== undefined) this.#catchUp(advanced(this.#known, counts, attempt.recordedAt));
    this.#flying = undefined;
    // The next one first: the database must not wait while callers are answered.
    this.#takeOff();
    this.#memory.trim(Math.min(this.#oldest().startedAt, this.#loader.horizon));
    this.counts.batches += 1;
    this.counts.commands += batch.decided.length;
    this.counts.events += batch.events;
    for (const decided of batch.decided) settle(decided, attempt?.recordedAt ?? 0);
    for (const { stream, state, entry } of batch.grown()) this.options.onGrown(stream, state, entry);
    for (const [shard, count] of counts.entries()) if (count > 0) this.options.onCommit(shard);
    this.#schedule();
  }

  #oldest(): Batch {
    return this.#flying ?? this.#open;
  }

  #catchUp(heads: Heads): void {
    this.#known = heads;
    for (const head of heads.byShard) this.#desk.recordedAt = Math.max(this.#desk.recordedAt, head.recordedAt);
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
      const { committed, heads } = await this.#resolve(attempt);
      this.#known = heads;
      this.#catchUp(heads);
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

  async #resolve(attempt: Attempt | undefined): Promise<{ committed: boolean; heads: Heads }> {
    const deadline = Date.now() + this.options.patienceMs;
    for (;;) {
      try {
        return await this.log.resolve(attempt);
      } catch (error) {
        if (Date.now() >= deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}

/** What was sent last, if it may have been committed. */
interface Flight {
  attempt: Attempt | undefined;
}

const NOTHING_FOUND: Found = { taken: [], existing: [] };
const TRIES_MAX = 10;
const RETRY_MS = 100;

function jobsOf(decided: readonly Decided[]): readonly Job[] {
  return decided.map(({ job }) => {
    job.startOver();
    return job;
  });
}

function advanced(heads: Heads, counts: readonly number[], recordedAt: number): Heads {
  const byShard = heads.byShard.map((head, shard): Head => {
    const count = counts[shard] ?? 0;
    return count === 0 ? head : { position: head.position + count, recordedAt };
  });
  return { byShard, epoch: heads.epoch };
}
