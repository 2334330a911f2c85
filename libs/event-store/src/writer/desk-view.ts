import { claimWords } from '../claim-words.js';
import type { Category, Claimed, ClaimKey, Instant, StreamId, Versioned, View } from '../event-store.js';
import type { Ground, Plan, StreamState } from '../plan.js';
import { shardOf } from '../shard-of.js';
import type { Job, Looked } from './job.js';
import type { Memory } from './memory.js';
import { Misses } from './misses.js';

/** Thrown through `decide` when something must be fetched first; never seen outside. */
export const MISSING: unique symbol = Symbol('missing');

const NONE: readonly never[] = [];

/**
 * What one decision sees; notes everything that it looks at, since all of it is guarded at the commit. A decision
 * looks at a handful of things, and this is made for each: short arrays are cheaper than sets here.
 */
export class DeskView implements View, Ground {
  readonly #streams: StreamId[] = [];
  readonly #shards: number[] = [];
  readonly #claims: string[] = [];
  /** Taken not to be there because memory has none of them, and nobody has asked yet. */
  readonly #guessed: { readonly words: string; readonly key: ClaimKey }[] = [];
  #tags: readonly string[] = NONE;
  #assumedNew: readonly StreamId[] = NONE;
  /** Found to be nowhere; must be guarded everywhere, unless the decision itself puts them somewhere. */
  #absentStreams: readonly StreamId[] = NONE;
  #absentClaims: readonly string[] = NONE;
  /** What must be fetched before this can be decided. */
  missed: Misses | undefined;

  constructor(
    private readonly memory: Memory,
    private readonly shards: number,
    readonly now: Instant,
    private readonly job: Job,
    readonly leafOf: Ground['leafOf'],
  ) {}

  state<State, Event>(category: Category<State, Event>, stream: StreamId): Versioned<State> {
    const entry = this.memory.look(category, stream);
    if (entry === undefined) return this.#miss((misses) => misses.stream(stream, category));
    if (!this.#streams.includes(stream)) this.#streams.push(stream);
    const { known } = entry;
    if (known === null) {
      this.#absentStreams = [...this.#absentStreams, stream];
      return { version: 0, state: category.initial(stream) };
    }
    if (!this.#shards.includes(known.shard)) this.#shards.push(known.shard);
    return { version: known.version, state: known.state as State };
  }

  claimed(key: ClaimKey): Claimed | undefined {
    const words = claimWords(key);
    // What was not there a moment ago is not there now: looking into two large maps in vain is dear.
    if (this.#claims.includes(words)) return undefined;
    const claimed = this.memory.claims.get(words);
    if (claimed !== undefined) return claimed;
    this.#claims.push(words);
    if (this.job.asked.has(words)) this.#absentClaims = [...this.#absentClaims, words];
    else this.#guessed.push({ words, key });
    return undefined;
  }

  find(key: ClaimKey): Claimed | undefined {
    const claimed = this.claimed(key);
    if (claimed !== undefined) return claimed;
    const words = claimWords(key);
    // Asked already, on behalf of this very command, and not there.
    if (!this.job.asked.has(words)) return this.#miss((misses) => misses.claim(words, key));
    return undefined;
  }

  tagged(tag: string): readonly StreamId[] {
    const entry = this.memory.tags.get(tag);
    if (entry === undefined || !entry.complete) return this.#miss((misses) => misses.tag(tag));
    this.#tags = [...this.#tags, tag];
    return [...entry.streams];
  }

  stream(category: StreamState['category'], stream: StreamId): StreamState | undefined {
    const entry = this.memory.look(category, stream);
    if (entry === undefined && this.memory.loading.has(stream))
      return this.#miss((misses) => misses.stream(stream, category));
    if (!this.#streams.includes(stream)) this.#streams.push(stream);
    if (entry === undefined) this.#assumedNew = [...this.#assumedNew, stream];
    return entry?.known ?? undefined;
  }

  shard(stream: StreamId): number {
    const entry = this.memory.streams.get(stream);
    if (entry !== undefined) return entry.known?.shard ?? entry.tail[0]?.shard ?? shardOf(stream, this.shards);
    if (!this.#assumedNew.includes(stream) && this.memory.places.peek(stream) === undefined)
      return this.#miss((misses) => misses.stream(stream));
    return this.memory.places.get(stream) ?? shardOf(stream, this.shards);
  }

  /**
   * A claim that is made says at the commit whether it was free. A guess on which nothing is claimed (a refusal, a repeat
   * that was found by another key, a dry run) would be found out by nobody: those are looked up, and decided again.
   */
  provedBy({ claims }: Plan): boolean {
    for (const { words, key } of this.#guessed) {
      if (claims.some((claim) => claim.words === words)) continue;
      this.missed ??= new Misses();
      this.missed.claim(words, key);
    }
    return this.missed === undefined;
  }

  looked({ events, claims, states }: Plan): Looked {
    for (const { shard } of events) if (!this.#shards.includes(shard)) this.#shards.push(shard);
    for (const { words } of claims) if (!this.#claims.includes(words)) this.#claims.push(words);
    return {
      streams: this.#streams,
      shards: this.#shards,
      claims: this.#claims,
      tags: this.#tags,
      everywhere:
        this.#tags.length > 0 ||
        this.#absentStreams.some((stream) => !states.has(stream)) ||
        this.#absentClaims.some((words) => !claims.some((claim) => claim.words === words)),
      assumedNew: this.#assumedNew,
    };
  }

  #miss(note: (misses: Misses) => void): never {
    this.missed ??= new Misses();
    note(this.missed);
    throw MISSING;
  }
}
