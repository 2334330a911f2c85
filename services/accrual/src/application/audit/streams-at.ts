import type { Category, EventStore, RecordedEvent, StreamId } from '@loyalty/event-store';

interface Remembered {
  readonly version: number;
  readonly state: unknown;
  readonly weight: number;
}

export interface Versioned<State> {
  readonly version: number;
  readonly state: State;
}

const PAGE = 1000;
const STATE_BYTES = 400;

/**
 * Streams, folded as far as the audit has come, within bounded memory. What was forgotten is folded again from the log's
 * own events, never from a snapshot or from what a writer remembers.
 */
export class StreamsAt {
  private readonly remembered = new Map<StreamId, Remembered>();
  private weight = 0;
  /** As long as nothing was forgotten, a stream that is not known does not exist yet. */
  private hasForgotten = false;

  constructor(
    private readonly log: Pick<EventStore, 'readStream'>,
    private readonly bytesMax: number,
  ) {}

  /** As the audit knows it; undefined: it must be recalled. */
  last<State, Event>(category: Category<State, Event>, stream: StreamId): Versioned<State> | undefined {
    const known = this.remembered.get(stream);
    if (known) return { version: known.version, state: known.state as State };
    return this.hasForgotten ? undefined : { version: 0, state: category.initial(stream) };
  }

  /** Folds it again from its first event, as far as `isSeen` goes. */
  async recall<State, Event>(
    category: Category<State, Event>,
    stream: StreamId,
    isSeen: (event: RecordedEvent) => boolean,
  ): Promise<Versioned<State>> {
    let state = category.initial(stream);
    let version = 0;
    for (;;) {
      const events = await this.log.readStream(stream, version, PAGE);
      for (const event of events) {
        if (!isSeen(event)) return this.recalled(category, stream, { version, state });
        try {
          state = category.evolve(state, category.decode(event));
        } catch {
          // Named when it was taken, and gone on as if it were not there: as then.
        }
        version = event.version;
      }
      if (events.length < PAGE) return this.recalled(category, stream, { version, state });
    }
  }

  remember<State, Event>(
    category: Category<State, Event>,
    stream: StreamId,
    { version, state }: Versioned<State>,
  ): void {
    const weight = STATE_BYTES + (category.weigh?.(state) ?? 0);
    const known = this.remembered.get(stream);
    // Put last again: the first ones are those that were not used for longest.
    if (known) this.remembered.delete(stream);
    this.remembered.set(stream, { version, state, weight });
    this.weight += weight - (known?.weight ?? 0);
    if (this.weight > this.bytesMax) this.forget();
  }

  private recalled<State, Event>(
    category: Category<State, Event>,
    stream: StreamId,
    versioned: Versioned<State>,
  ): Versioned<State> {
    this.remember(category, stream, versioned);
    return versioned;
  }

  private forget(): void {
    for (const [oldest, { weight }] of this.remembered) {
      if (this.weight <= this.bytesMax) return;
      this.remembered.delete(oldest);
      this.weight -= weight;
      this.hasForgotten = true;
    }
  }
}
