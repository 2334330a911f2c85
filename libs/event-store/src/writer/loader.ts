import type { StreamId } from '../event-store.js';
import type { Job } from './job.js';
import type { Loaded, Log } from './log.js';
import { NO_SNAPSHOT, type Memory } from './memory.js';
import { Misses, type AnyCategory } from './misses.js';

interface Waiting {
  readonly misses: Misses;
  readonly jobs: Job[];
}

const LOADS_MAX = 2;

/** Fetches what decisions miss, for many jobs in one go, while the writer goes on with others. */
export class Loader {
  #next: Waiting = { misses: new Misses(), jobs: [] };
  readonly #underWay = new Set<number>();
  /** Raised when memory is emptied: answers to older questions are thrown away. */
  #generation = 0;

  constructor(
    private readonly memory: Memory,
    private readonly log: Pick<Log, 'load'>,
    private readonly done: (jobs: readonly Job[], error?: unknown) => void,
  ) {}

  /** What was used since may be newer than an answer that is under way. */
  get horizon(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#underWay);
  }

  want(job: Job, misses: Misses): void {
    for (const [stream, category] of misses.streams) this.#next.misses.stream(stream, category);
    for (const [words, key] of misses.claims) this.#next.misses.claim(words, key);
    for (const tag of misses.tags) this.#next.misses.tag(tag);
    this.#next.jobs.push(job);
  }

  start(): void {
    while (this.#underWay.size < LOADS_MAX && this.#next.jobs.length > 0) {
      const { misses, jobs } = this.#next;
      this.#next = { misses: new Misses(), jobs: [] };
      const generation = this.#generation;
      this.load(misses, jobs).then(
        () => generation === this.#generation && this.done(jobs),
        (error: unknown) => generation === this.#generation && this.done(jobs, error),
      );
    }
  }

  /** Fetches and puts into memory; also used at once for a job that is decided again under the lock. */
  async load(misses: Misses, jobs: readonly Job[]): Promise<void> {
    const generation = this.#generation;
    const startedAt = (this.memory.tick += 1);
    this.#underWay.add(startedAt);
    this.#ask(misses);
    try {
      const loaded = await this.log.load(misses);
      if (generation === this.#generation) this.#install(misses, loaded, jobs);
    } finally {
      this.#underWay.delete(startedAt);
      if (generation === this.#generation) this.#asked(misses);
    }
  }

  forget(): void {
    this.#generation += 1;
    this.#next = { misses: new Misses(), jobs: [] };
  }

  #ask({ streams }: Misses): void {
    for (const stream of streams.keys()) {
      const loading = this.memory.loading.get(stream);
      if (loading === undefined) this.memory.loading.set(stream, { meanwhile: [], questions: 1 });
      else loading.questions += 1;
    }
  }

  #asked({ streams }: Misses): void {
    for (const stream of streams.keys()) {
      const loading = this.memory.loading.get(stream);
      if (loading === undefined) continue;
      loading.questions -= 1;
      if (loading.questions === 0) this.memory.loading.delete(stream);
    }
  }

  #install(misses: Misses, loaded: Loaded, jobs: readonly Job[]): void {
    for (const [stream, category] of misses.streams) this.#installStream(stream, category, loaded);
    const absent = new Set<string>();
    for (const words of misses.claims.keys()) {
      const claimed = loaded.claims.get(words);
      if (claimed === undefined) absent.add(words);
      else this.memory.claims.set(words, claimed);
    }
    if (absent.size > 0) for (const job of jobs) job.asked = new Set([...job.asked, ...absent]);
    for (const tag of misses.tags) {
      const since = this.memory.tags.peek(tag)?.streams ?? new Set();
      const streams = new Set([...(loaded.tags.get(tag) ?? []), ...since]);
      this.memory.tags.set(tag, { complete: true, streams });
    }
  }

  /** A stream that is in memory already is newer there: what was used since the question is never dropped. */
  #installStream(stream: StreamId, category: AnyCategory | undefined, loaded: Loaded): void {
    const found = loaded.streams.get(stream);
    this.memory.places.set(stream, found?.shard ?? null);
    if (category === undefined || this.memory.streams.peek(stream) !== undefined) return;
    const version = found?.version ?? 0;
    this.memory.streams.set(stream, {
      known: found === undefined ? null : { category, shard: found.shard, version, state: found.state },
      tail: (this.memory.loading.get(stream)?.meanwhile ?? []).filter((event) => event.version > version),
      snapshot: found?.snapshot ?? NO_SNAPSHOT,
    });
  }
}
