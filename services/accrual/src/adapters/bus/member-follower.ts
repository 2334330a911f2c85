import type { MemberEvent } from '@loyalty/contracts';
import { fromId } from '@loyalty/service-host';
import type { CopyAge } from '../../application/members/copy-age.js';
import type { RememberedMembers } from '../../application/members/remembered-members.js';
import type { MemberCopy } from '../postgres/member-copy.js';

/** What happened to members, from wherever it comes: the topic, its source, or the one with the help of the other. */
export interface MemberSource {
  /** The last position of every shard, with all that was committed before it was asked for. */
  heads(): Promise<readonly number[]>;
  readShard(shard: number, after: number, limit: number): Promise<readonly MemberEvent[]>;
  onCommit(listener: (shard: number) => void): () => void;
}

export interface FollowerOptions {
  readonly source: MemberSource;
  readonly shards: number;
  readonly copy: MemberCopy;
  readonly remembered: RememberedMembers;
  readonly age: CopyAge;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

const BATCH = 1_000;
const POLL_MS = 200;
const ASK_EVERY_MS = 250;
const KEEP_EVERY_MS = 5_000;
const PAUSE_MS = 500;

/** Keeps the copy: takes in each shard, forgets whom it must, and asks enrollment how far it should be. */
export class MemberFollower {
  readonly #stopping = new AbortController();
  readonly #places = new Map<number, number>();
  readonly #wake = new Map<number, () => void>();
  #running: readonly Promise<void>[] = [];
  #silence: (() => void) | undefined;
  #isAway = false;

  constructor(private readonly options: FollowerOptions) {}

  /** Whether enrollment could not be asked when it was asked last. */
  isAway(): boolean {
    return this.#isAway;
  }

  async start(): Promise<void> {
    const { source, copy, age, shards } = this.options;
    for (const [shard, place] of await copy.places()) this.#took(shard, place);
    const told = await copy.told();
    if (told) age.told(told);
    this.#silence = source.onCommit((shard) => this.#wake.get(shard)?.());
    this.#running = [
      ...Array.from({ length: shards }, (_, shard) => this.#follow(shard)),
      this.#askHowFar(),
      this.#keepHowFar(),
    ];
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#silence?.();
    await Promise.all(this.#running);
  }

  async #follow(shard: number): Promise<void> {
    const { source, onError } = this.options;
    while (!this.#isStopped) {
      try {
        const events = await source.readShard(shard, this.#places.get(shard) ?? 0, BATCH);
        if (events.length > 0) await this.#takeIn(shard, events);
        else await this.#pause(POLL_MS, shard);
      } catch (error) {
        if (this.#isStopped) return;
        onError(error);
        await this.#pause(PAUSE_MS);
        await this.#goBack(shard).catch(onError);
      }
    }
  }

  async #takeIn(shard: number, events: readonly MemberEvent[]): Promise<void> {
    const { copy, remembered } = this.options;
    await copy.take(shard, events);
    for (const { type, member } of events) {
      const id = fromId('mem', member);
      if (id === undefined || type === 'attached') continue;
      // A newcomer is not remembered yet. Who is has another account from now on: of a household, or of who they are.
      if (type !== 'joined' || remembered.has(id)) remembered.forget(id);
    }
    this.#took(shard, events.at(-1)?.position ?? 0);
  }

  #took(shard: number, position: number): void {
    this.#places.set(shard, position);
    this.options.age.took(shard, position);
  }

  /** Somebody may have emptied the copy; it is then read again from where it stands. */
  async #goBack(shard: number): Promise<void> {
    const place = (await this.options.copy.places()).get(shard) ?? 0;
    if (place >= (this.#places.get(shard) ?? 0)) return;
    this.#took(shard, place);
    this.options.age.fellBack();
    this.options.remembered.forgetAll();
  }

  async #askHowFar(): Promise<void> {
    const { source, age, now } = this.options;
    while (!this.#isStopped) {
      const at = now();
      try {
        age.told({ at, positions: await source.heads() });
        this.#isAway = false;
      } catch (error) {
        if (!this.#isAway && !this.#isStopped) this.options.onError(error);
        this.#isAway = true;
      }
      await this.#pause(ASK_EVERY_MS);
    }
  }

  /** For a start while enrollment is away. */
  async #keepHowFar(): Promise<void> {
    const { copy, age, onError } = this.options;
    let kept = age.reached;
    while (!this.#isStopped) {
      await this.#pause(KEEP_EVERY_MS);
      const { reached } = age;
      if (reached === undefined || reached === kept) continue;
      await copy.keepTold(reached).then(() => (kept = reached), onError);
    }
  }

  get #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #pause(milliseconds: number, shard?: number): Promise<void> {
    const { signal } = this.#stopping;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        if (shard !== undefined) this.#wake.delete(shard);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener('abort', end, { once: true });
      if (shard !== undefined) this.#wake.set(shard, end);
    });
  }
}
