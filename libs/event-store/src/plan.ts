import type { leafOf } from './chain.js';
import { claimWords } from './claim-words.js';
import { writeClaims, writeTags } from './columns.js';
import { compactKey, type CompactKey } from './compact-key.js';
import type { Digest } from './digest.js';
import type { Append, Category, Claim, ClaimKey, Claimed, Instant, NewEvent, StreamId } from './event-store.js';

/** One event as it will be written; position and record time come with the batch. */
export interface PlannedEvent {
  readonly stream: StreamId;
  readonly version: number;
  readonly shard: number;
  readonly category: string;
  readonly type: string;
  readonly payload: string;
  readonly occurredAt: Instant;
  readonly tags: readonly string[];
  /** Claims and tags in the text form of their columns. */
  readonly stored: { readonly claims: string | null; readonly tags: string | null };
  /** Hashed here and not when the batch takes off: the database would wait for it, and others for its lock. */
  readonly leaf: Digest;
}

export interface PlannedClaim {
  readonly claim: Claim;
  readonly words: string;
  readonly key: CompactKey;
  readonly leadsTo: Claimed;
}

export interface StreamState {
  // States of every kind of stream stand side by side here.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly category: Category<any, any>;
  readonly shard: number;
  readonly version: number;
  readonly state: unknown;
}

/** The streams that a plan writes to; one or two, so a list is searched faster than a map. */
export class PlannedStates {
  readonly entries: { readonly stream: StreamId; state: StreamState }[] = [];

  get(stream: StreamId): StreamState | undefined {
    for (const entry of this.entries) if (entry.stream === stream) return entry.state;
    return undefined;
  }

  has(stream: StreamId): boolean {
    return this.get(stream) !== undefined;
  }

  set(stream: StreamId, state: StreamState): void {
    for (const entry of this.entries) if (entry.stream === stream) return void (entry.state = state);
    this.entries.push({ stream, state });
  }
}

export interface Plan {
  readonly events: readonly PlannedEvent[];
  readonly claims: readonly PlannedClaim[];
  /** The streams written to, as they are after it. */
  readonly states: PlannedStates;
}

/** What a plan is made against. */
export interface Ground {
  /** Undefined: there is no such stream yet. */
  stream(category: Append['category'], stream: StreamId): StreamState | undefined;
  /** The shard of a stream, or the one where it would be put. */
  shard(stream: StreamId): number;
  claimed(key: ClaimKey): Claimed | undefined;
  /** Absent only in the bench that measures what the chain costs. */
  readonly leafOf: typeof leafOf | undefined;
}

const NOTHING: Plan = { events: [], claims: [], states: new PlannedStates() };
const NONE: readonly never[] = [];
const NO_LEAF: Digest = '';

/**
 * Gives what was decided its versions, states and stored form. Throws when the decision could never be written as it
 * stands: that is a bug of the caller, and nothing of it may remain, so nothing is installed before all of it is sound.
 */
export function plan(appends: readonly Append[], ground: Ground): Plan {
  if (appends.length === 0) return NOTHING;
  const events: PlannedEvent[] = [];
  const claims: PlannedClaim[] = [];
  const states = new PlannedStates();
  for (const append of appends) {
    if (append.events.length === 0) throw new Error(`an append to stream ${append.stream} without events`);
    const before =
      states.get(append.stream) ?? ground.stream(append.category, append.stream) ?? fresh(append, states, ground);
    if (before.category.name !== append.category.name) {
      throw new Error(`stream ${append.stream} is of category ${before.category.name}, not ${append.category.name}`);
    }
    const claimed = planClaims(append, before.version + 1, claims, ground);
    let { state, version } = before;
    for (const next of append.events) {
      version += 1;
      state = append.category.evolve(state, next.event);
      const claims = version === before.version + 1 ? claimed : NONE;
      events.push(planEvent(append, next, { version, shard: before.shard, claims }, ground.leafOf));
    }
    states.set(append.stream, { category: before.category, shard: before.shard, version, state });
  }
  return { events, claims, states };
}

function fresh({ category, stream, beside }: Append, states: Plan['states'], ground: Ground): StreamState {
  const home = beside ?? stream;
  const shard = states.get(home)?.shard ?? ground.shard(home);
  return { category, shard, version: 0, state: category.initial(stream) };
}

function planEvent(
  { category, stream }: Append,
  { event, occurredAt, tags = NONE }: NewEvent,
  { version, shard, claims }: { version: number; shard: number; claims: readonly Claim[] },
  leaf: Ground['leafOf'],
): PlannedEvent {
  const { type, payload } = category.encode(event);
  const stored = { claims: writeClaims(claims), tags: writeTags(tags) };
  const name = category.name;
  const planned = { stream, version, shard, category: name, type, payload, occurredAt, tags, stored, leaf: NO_LEAF };
  if (leaf !== undefined) planned.leaf = leaf(planned, stored);
  return planned;
}

function planClaims(append: Append, version: number, all: PlannedClaim[], ground: Ground): readonly Claim[] {
  const { claims = NONE, stream } = append;
  for (const claim of claims) {
    const { fingerprint } = claim;
    if (!FINGERPRINT.test(fingerprint)) throw new Error('a fingerprint is 32 lower-case hexadecimal digits');
    if (ground.claimed(claim) !== undefined)
      throw new Error(`the key ${describe(claim)} is taken: look before claiming`);
    const words = claimWords(claim);
    if (all.some((other) => other.words === words)) throw new Error(`${describe(claim)} is claimed twice`);
    all.push({ claim, words, key: compactKey(claim), leadsTo: { stream, version, fingerprint } });
  }
  return claims;
}

const FINGERPRINT = /^[0-9a-f]{32}$/;

function describe({ kind, scope, key }: ClaimKey): string {
  return `${kind} ${key} of ${scope}`;
}
