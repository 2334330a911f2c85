import type { Append, Category, Claim, Claimed, ClaimKey, NewEvent, StreamId, View } from '@loyalty/event-store';

interface Drafted {
  // Streams of several kinds stand side by side, as in an append.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly category: Category<any, any>;
  readonly events: NewEvent[];
  readonly claims: Claim[];
  readonly beside: StreamId | undefined;
  /** As far as it was asked for: `count` events of the draft are folded into it. */
  folded: { readonly version: number; state: unknown; count: number } | undefined;
}

/** Where a key leads. */
type Found = Pick<Claimed, 'stream' | 'fingerprint'>;

/** A decision that touches several streams, step by step: each step sees what the steps before it have written. */
export class Draft {
  private readonly streams = new Map<StreamId, Drafted>();

  constructor(private readonly view: View) {}

  get now(): number {
    return this.view.now;
  }

  /** As far as is known without asking the database; enough where the key is claimed next. */
  claimed(key: ClaimKey): Found | undefined {
    return this.own(key) ?? this.view.claimed(key);
  }

  find(key: ClaimKey): Found | undefined {
    return this.own(key) ?? this.view.find(key);
  }

  tagged(tag: string): readonly StreamId[] {
    return this.view.tagged(tag);
  }

  state<State, Event>(category: Category<State, Event>, stream: StreamId): { version: number; state: State } {
    const drafted = this.streams.get(stream);
    if (!drafted) return this.view.state(category, stream);

    const folded = (drafted.folded ??= { ...this.view.state(category, stream), count: 0 });
    for (; folded.count < drafted.events.length; folded.count += 1) {
      folded.state = category.evolve(folded.state as State, drafted.events[folded.count]?.event as Event);
    }
    return { version: folded.version + folded.count, state: folded.state as State };
  }

  /** What the store must fetch stops a decision; asked for one after the other, each would stop it anew. */
  states<State, Event>(category: Category<State, Event>, streams: readonly StreamId[]): readonly State[] {
    let missing: { readonly cause: unknown } | undefined;
    const states: State[] = [];
    for (const stream of streams) {
      try {
        states.push(this.state(category, stream).state);
      } catch (cause) {
        missing ??= { cause };
      }
    }
    if (missing) throw missing.cause;
    return states;
  }

  append<State, Event>(
    category: Category<State, Event>,
    stream: StreamId,
    addition: {
      event: Event;
      occurredAt: number;
      tags?: readonly string[];
      claims?: readonly Claim[];
      beside?: StreamId;
      /** Its id was made in this decision: looked for, it would be another one the next time, and so for ever. */
      isNew?: boolean;
    },
  ): void {
    const { event, occurredAt, tags, claims = [], beside, isNew = false } = addition;
    const drafted = this.streams.get(stream) ?? this.begin(category, stream, beside);
    if (isNew) drafted.folded = { version: 0, state: category.initial(stream), count: 0 };
    drafted.events.push(tags && tags.length > 0 ? { event, occurredAt, tags } : { event, occurredAt });
    drafted.claims.push(...claims);
  }

  /** Says an event of this draft anew, where it tells of what came after it in the same commit. */
  restate<State, Event>(
    category: Category<State, Event>,
    stream: StreamId,
    { from, to }: { readonly from: Event; readonly to: Event },
  ): void {
    const drafted = this.streams.get(stream);
    const at = drafted?.events.findIndex(({ event }) => event === from) ?? -1;
    const old = drafted?.events[at];
    if (!drafted || !old) throw new Error(`this event of the ${category.name} ${stream} was never drafted`);
    drafted.events[at] = { ...old, event: to };
    drafted.folded = undefined;
  }

  appends(): readonly Append[] {
    const appends: Append[] = [];
    for (const [stream, { category, events, claims, beside }] of this.streams) {
      const append = { category, stream, events, claims };
      appends.push(beside === undefined ? append : { ...append, beside });
    }
    return appends;
  }

  /** What an earlier step has claimed: the view knows of no step. */
  private own({ kind, scope, key }: ClaimKey): Found | undefined {
    for (const [stream, { claims }] of this.streams) {
      const claim = claims.find((each) => each.key === key && each.scope === scope && each.kind === kind);
      if (claim) return { stream, fingerprint: claim.fingerprint };
    }
    return undefined;
  }

  /** A stream that is new need not be looked for: the store finds out when it turns out not to be. */
  private begin<State, Event>(
    category: Category<State, Event>,
    stream: StreamId,
    beside: StreamId | undefined,
  ): Drafted {
    const drafted: Drafted = { category, events: [], claims: [], beside, folded: undefined };
    this.streams.set(stream, drafted);
    return drafted;
  }
}
