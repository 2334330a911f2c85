/**
 * The port. A writer hands over commands; the store decides them in memory against the newest state, writes what was
 * decided in batches, and answers each caller after the commit. No adapter knows what the events mean.
 *
 * Instants are whole milliseconds since the epoch. Streams are UUIDs in their canonical lower-case text form.
 */
export type StreamId = string;
export type Instant = number;

/**
 * What one kind of stream is made of. `evolve` is pure: it returns the next state and leaves the given one valid, so
 * that a batch which did not commit is undone by forgetting it.
 */
export interface Category<State, Event> {
  readonly name: string;
  initial(stream: StreamId): State;
  evolve(state: State, event: Event): State;
  encode(event: Event): EncodedEvent;
  /** Reads every version ever written (upcasting); throws on a type that it does not know. */
  decode(stored: EncodedEvent): Event;
  /** Roughly how many bytes of memory a state takes, without walking through it. Absent: next to none. */
  weigh?(state: State): number;
  /** Absent: the stream is always read from its first event. */
  readonly snapshot?: SnapshotCodec<State>;
}

export interface SnapshotCodec<State> {
  /** The version of the fold. A snapshot of another version is ignored. */
  readonly version: number;
  /** A snapshot is written when the stream has grown by this many events since the last one. */
  readonly every: number;
  write(state: State): string;
  read(text: string): State;
}

export interface EncodedEvent {
  /** Name and version of the event, as `PointsEarned.v1`. */
  readonly type: string;
  /** JSON text; stored and hashed byte for byte. */
  readonly payload: string;
}

/** A name that only one stream may bear, ever: `kind` says what it names, `scope` in what it is unique. */
export interface ClaimKey {
  readonly kind: string;
  readonly scope: string;
  readonly key: string;
}

export interface Claim extends ClaimKey {
  /** What was sent, in 32 hexadecimal digits; compared by the owner of the claim, never by the store. */
  readonly fingerprint: string;
}

/** Where a claim leads: the stream, and the version of the event that was appended with it. */
export interface Claimed {
  readonly stream: StreamId;
  readonly version: number;
  readonly fingerprint: string;
}

export interface NewEvent<Event = unknown> {
  readonly event: Event;
  /** Business time. */
  readonly occurredAt: Instant;
  /** Opaque words under which the stream is found again, in the order written. */
  readonly tags?: readonly string[];
}

/**
 * A stream that the decision has not looked at is appended to as it stands; where nobody knows, it is taken to be new
 * without asking, and the command is decided again should it be there.
 */
export interface Append {
  // The one place where categories of different streams stand side by side.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly category: Category<any, any>;
  readonly stream: StreamId;
  readonly events: readonly NewEvent[];
  /** Claims lead to the first event of this append. */
  readonly claims?: readonly Claim[];
  /** A new stream goes to the shard of this one; without it, to the shard of its own id. */
  readonly beside?: StreamId;
}

export interface Versioned<State> {
  /** Number of events in the stream; 0 for a stream that does not exist. */
  readonly version: number;
  readonly state: State;
}

/**
 * What a decision may look at. Everything that it has looked at is guarded: if another writer changes it before the
 * commit, the command is decided again. What is not in memory is fetched and the decision starts over, so `decide`
 * must have no effect outside its answer.
 */
export interface View {
  /** The clock, never behind what the shard has recorded. */
  readonly now: Instant;
  state<State, Event>(category: Category<State, Event>, stream: StreamId): Versioned<State>;
  /**
   * As far as is known without asking the database. Where that was wrong it is decided again: a claim that is made turns out
   * to be taken, and where none is made (a refusal) it is asked for before anybody is answered.
   */
  claimed(key: ClaimKey): Claimed | undefined;
  /** Certain, at the cost of a read when it is not in memory. */
  find(key: ClaimKey): Claimed | undefined;
  /** Streams that have an event with this tag, each once, by their first such event; certain, uncommitted batches included. */
  tagged(tag: string): readonly StreamId[];
}

export interface Decision<Answer> {
  readonly answer: Answer;
  /** Empty: nothing is written, and the answer is given once everything that it has looked at is durable. */
  readonly appends: readonly Append[];
}

export interface Command<Answer> {
  /** Commands on the same stream are decided in the order in which they came. */
  readonly on: StreamId;
  decide(view: View): Decision<Answer>;
}

export interface Committed<Answer> {
  readonly answer: Answer;
  /** Absent when nothing was written. */
  readonly recordedAt?: Instant;
}

export interface RecordedEvent extends EncodedEvent {
  readonly shard: number;
  /** Gapless within the shard, from 1, in the order of commits. */
  readonly position: number;
  readonly stream: StreamId;
  readonly version: number;
  readonly category: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly tags: readonly string[];
  /** The trace in which it was appended, as a W3C traceparent, where it was traced. No part of what happened, nor hashed. */
  readonly trace?: string | undefined;
}

export interface EventStore {
  /** What this adapter can do; a caller that needs more is refused when it is wired, not at the first command. */
  readonly capabilities: Capabilities;
  readonly shards: number;

  /**
   * Decides, writes and answers after the commit.
   * @throws Overloaded when the queue is full, before any work is done.
   * @throws StoreUnavailable when it is certain that nothing was written.
   * @throws OutcomeUnknown when the database could not be asked whether the batch was written; sending the same again is safe.
   */
  execute<Answer>(command: Command<Answer>): Promise<Committed<Answer>>;
  /** Decides against what is there now and writes nothing. */
  preview<Answer>(command: Command<Answer>): Promise<Answer>;

  /** Events of one shard after a position, in order, committed ones only. */
  readShard(shard: number, after: number, limit: number): Promise<readonly RecordedEvent[]>;
  /** Events of one stream after a version, in order. */
  readStream(stream: StreamId, afterVersion?: number, limit?: number): Promise<readonly RecordedEvent[]>;
  /** The state of a stream as committed; for reads outside a decision. */
  load<State, Event>(category: Category<State, Event>, stream: StreamId): Promise<Versioned<State>>;
  find(key: ClaimKey): Promise<Claimed | undefined>;
  /** The last position of every shard, by shard. */
  heads(): Promise<readonly number[]>;
  /** Calls back soon after a commit of this process; a hint for consumers, which poll besides. Returns how to stop. */
  onCommit(listener: (shard: number) => void): () => void;

  /** Recomputes everything that can be recomputed, shard by shard. Stops at the first thing that is wrong. */
  verify(options?: VerifyOptions): Promise<Verification>;
  /** Waits for what is under way, refuses what comes after. */
  close(): Promise<void>;
}

export interface Capabilities {
  readonly appendsToSeveralStreams: boolean;
  readonly claimsWithAppend: boolean;
  readonly tags: boolean;
}

export interface VerifyOptions {
  readonly onProgress?: (events: number) => void;
  /** Digests that were exported earlier: a tail that was cut off is noticed by them. */
  readonly expected?: readonly ShardDigest[];
}

export interface ShardDigest {
  readonly shard: number;
  readonly position: number;
  /** Hexadecimal. */
  readonly chain: string;
}

export type Verification =
  | { readonly ok: true; readonly events: number; readonly batches: number; readonly digests: readonly ShardDigest[] }
  | {
      readonly ok: false;
      readonly events: number;
      readonly shard: number;
      readonly position: number;
      readonly problem: string;
    };
