import { beginSpan, currentTrace, type Span, type Traceparent } from '@loyalty/tracing';
import type { Command, Committed, Instant, StreamId } from '../event-store.js';
import type { Plan } from '../plan.js';

/** A command that was handed in, and its caller, who is answered once. */
export class Job {
  /** Its batch was refused by the database in a way that nobody foresaw: it is written alone, so as not to spoil others. */
  alone = false;
  /** Claims, in words, that the database was asked for on its behalf and did not have. */
  asked: ReadonlySet<string> = NOTHING_ASKED;
  /** Of its caller's trace; its events bear it, and whoever reads them goes on with it. */
  readonly trace: Traceparent | undefined;
  readonly span: Span | undefined;
  #isSettled = false;

  constructor(
    readonly command: Command<unknown>,
    /** Decided and answered like any other, and not written. */
    readonly dry: boolean,
    private readonly caller: Caller,
    private readonly onSettled: () => void,
  ) {
    const around = currentTrace();
    this.span = around === undefined || dry ? undefined : beginSpan('append to log', { parent: around });
    this.trace = this.span?.traceparent ?? around;
  }

  resolve(committed: Committed<unknown>): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.span?.end();
    this.caller.resolve(committed);
    this.onSettled();
  }

  reject(error: unknown): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.span?.fail(error);
    this.span?.end();
    this.caller.reject(error);
    this.onSettled();
  }

  /** What was found out for it holds no longer. */
  startOver(): void {
    this.asked = NOTHING_ASKED;
  }
}

interface Caller {
  readonly resolve: (committed: Committed<unknown>) => void;
  readonly reject: (error: unknown) => void;
}

const NOTHING_ASKED: ReadonlySet<string> = new Set();

/** A job that was decided, and what the decision rests on. */
export interface Decided {
  readonly job: Job;
  readonly answer: unknown;
  /** It threw this instead, and writes nothing. */
  readonly failure?: { readonly error: unknown };
  readonly plan: Plan;
  readonly looked: Looked;
}

export interface Looked {
  readonly streams: readonly StreamId[];
  /** Claims that were not there, in words. */
  readonly claims: readonly string[];
  readonly tags: readonly string[];
  /** Shards of the streams that exist. */
  readonly shards: readonly number[];
  /** It rests on something that is nowhere: it could appear in any shard. */
  readonly everywhere: boolean;
  /** Streams that were taken to be new without asking. */
  readonly assumedNew: readonly StreamId[];
}

export function settle({ job, answer, failure, plan }: Decided, recordedAt: Instant): void {
  if (failure !== undefined) return job.reject(failure.error);
  job.resolve(plan.events.length === 0 ? { answer } : { answer, recordedAt });
}

/** What was decided holds no longer: they are jobs again. */
export function jobsOf(decided: readonly Decided[]): readonly Job[] {
  return decided.map(({ job }) => {
    job.startOver();
    return job;
  });
}
