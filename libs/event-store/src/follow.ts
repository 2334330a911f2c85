import type { EventStore, RecordedEvent } from './event-store.js';

/** What a consumer needs of a log: a store, or a reader of its tables in a thread or process that writes nothing. */
export type FollowedLog = Pick<EventStore, 'shards' | 'readShard' | 'heads' | 'onCommit'>;

export interface FollowOptions {
  /** The position after which the consumer goes on, for one shard; asked at the start, and again after a failure. */
  readonly after: (shard: number) => Promise<number> | number;
  /**
   * Takes one batch of a shard: events after `after`, in order, without gaps. Called again for the shard only when it
   * has come back. The consumer stores effect and checkpoint itself, in one transaction of its own.
   */
  readonly handle: (events: readonly RecordedEvent[], batch: { shard: number; after: number }) => Promise<void>;
  /** Told of a failure of `after`, `handle` or the store; the shard is tried again from where the consumer says. */
  readonly onError: (error: unknown, shard: number) => void;
  /** Default: all. */
  readonly shards?: readonly number[];
  readonly batchMax?: number;
  /** How long a shard sleeps when nobody wakes it: what other processes commit is seen after this time at the latest. */
  readonly pollMs?: number;
  readonly retryMs?: number;
}

export interface Following {
  /** Resolves when every shard has handled all that was committed when this was called. */
  caughtUp(): Promise<void>;
  /** No batch is handed out any more; resolves when those under way have come back. */
  stop(): Promise<void>;
}

const BATCH_MAX = 500;
const POLL_MS = 200;
const RETRY_MS = 500;

/** Hands every shard's events to a consumer, each shard in order and on its own. Shards are numbered from 0. */
export function follow(store: FollowedLog, options: FollowOptions): Following {
  const shards = (options.shards ?? Array.from({ length: store.shards }, (_, shard) => shard)).map(
    (shard) => new FollowedShard(store, shard, options),
  );
  const byNumber = new Map(shards.map((shard) => [shard.shard, shard]));
  const silence = store.onCommit((shard) => byNumber.get(shard)?.wake());
  const running = shards.map((shard) => shard.run());
  return {
    async caughtUp() {
      const heads = await store.heads();
      await Promise.all(shards.map((shard) => shard.reaches(heads[shard.shard] ?? 0)));
    },
    async stop() {
      silence();
      for (const shard of shards) shard.stop();
      await Promise.all(running);
    },
  };
}

class FollowedShard {
  #position = -1;
  #stopped = false;
  /** Something may have been committed since the last read. */
  #woken = true;
  #rouse: (() => void) | undefined;
  #polling = false;
  #waiting: { readonly position: number; readonly resolve: () => void }[] = [];

  constructor(
    private readonly store: FollowedLog,
    readonly shard: number,
    private readonly options: FollowOptions,
  ) {}

  async run(): Promise<void> {
    while (!this.#stopped) {
      try {
        this.#reached(await this.options.after(this.shard));
        await this.#readOn();
      } catch (error) {
        this.options.onError(error, this.shard);
        // Commits must not rouse it early: a consumer that fails would be called in a tight loop.
        await this.#sleep(this.options.retryMs ?? RETRY_MS);
      }
    }
    this.#release(Number.POSITIVE_INFINITY);
  }

  wake(): void {
    this.#woken = true;
    if (this.#polling) this.#rouse?.();
  }

  stop(): void {
    this.#stopped = true;
    this.#rouse?.();
  }

  reaches(position: number): Promise<void> {
    this.wake();
    return new Promise((resolve) => {
      this.#waiting.push({ position, resolve });
      if (this.#stopped) this.#release(Number.POSITIVE_INFINITY);
      else this.#release(this.#position);
    });
  }

  async #readOn(): Promise<void> {
    while (!this.#stopped) {
      this.#woken = false;
      const after = this.#position;
      const events = await this.store.readShard(this.shard, after, this.options.batchMax ?? BATCH_MAX);
      if (events.length === 0) {
        if (!this.#woken) await this.#sleep(this.options.pollMs ?? POLL_MS, true);
        continue;
      }
      refuseGaps(events, after);
      if (this.#stopped) return;
      await this.options.handle(events, { shard: this.shard, after });
      this.#reached(after + events.length);
    }
  }

  #reached(position: number): void {
    this.#position = position;
    this.#release(position);
  }

  #release(position: number): void {
    const due = this.#waiting.filter((waiter) => waiter.position <= position);
    this.#waiting = this.#waiting.filter((waiter) => waiter.position > position);
    for (const waiter of due) waiter.resolve();
  }

  #sleep(milliseconds: number, polling = false): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#polling = polling;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#rouse?.(), milliseconds);
      this.#rouse = () => {
        clearTimeout(timer);
        this.#rouse = undefined;
        resolve();
      };
    });
  }
}

/** Positions are gapless by promise: a gap is corruption, and a consumer must not step over it. */
function refuseGaps(events: readonly RecordedEvent[], after: number): void {
  for (const [index, event] of events.entries()) {
    const expected = after + index + 1;
    if (event.position !== expected) {
      throw new Error(`shard ${event.shard}: position ${expected} is missing, ${event.position} came instead`);
    }
  }
}
