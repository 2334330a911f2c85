import { BatchSpans } from '@loyalty/tracing';
import { Bell } from '../bell.js';
import type { Bus, Received, ReceivedBatch, Subscribed } from '../messaging.js';
import type { Positioned, ShardedLog } from './relay.js';
import { ShardWindow } from './shard-window.js';

export interface MirrorOptions<Event extends Positioned> {
  readonly bus: Bus;
  /** A relay sends the log to it, a shard to a partition. */
  readonly topic: string;
  /** Of this mirror alone: it reads all partitions. */
  readonly group: string;
  /** Also of the trace that the message says. */
  readonly decode: (message: Received) => Event;
  /** The log itself, or one who reads it: asked for what the topic has lost, and now and then whether there is more. */
  readonly source: Pick<ShardedLog<Event>, 'heads' | 'readShard'>;
  /**
   * How many shards there are, where that is known: the source need not be there at the start then.
   * Default: as many as the source says.
   */
  readonly shards?: number;
  /** Whether the source cannot be asked now. The topic is read on alone then, up to what it has left out. Default: never. */
  readonly isAway?: (error: unknown) => boolean;
  readonly onError: (error: unknown) => void;
  /** Told of every event that had to be read at its source though the topic had gone on behind it. */
  readonly onMissing?: (missing: { readonly shard: number; readonly events: number }) => void;
  /** How many events of a shard may wait to be read. Default 5,000. */
  readonly windowMax?: number;
  /** How often a shard that is quiet is asked for at its source. Default 2 s. */
  readonly askEveryMs?: number;
}

export interface MirroredLog<Event extends Positioned> extends ShardedLog<Event> {
  stop(): Promise<void>;
}

const WINDOW_MAX = 5_000;
const ASK_EVERY_MS = 2_000;
const HEARTBEAT_MS = 1_000;
const SUBSCRIBE_AGAIN_MS = 500;

/**
 * The other end of a relay: a topic as the log that it was made from. The topic brings news at once; it is not trusted
 * to bring all of it. What it brings twice is dropped, and a position that it has left out, or does not bring in time,
 * is read at the source: a lost message, a broker that is away or a topic that was cut delays a reader, and no more.
 */
export async function mirrorLog<Event extends Positioned>(options: MirrorOptions<Event>): Promise<MirroredLog<Event>> {
  const mirror = new Mirror(options, options.shards ?? (await options.source.heads()).length);
  return {
    heads: () => options.source.heads(),
    readShard: (shard, after, limit) => mirror.readShard(shard, after, limit),
    onCommit: (listener) => mirror.onCommit(listener),
    stop: () => mirror.stop(),
  };
}

class Mirror<Event extends Positioned> {
  readonly #shards: readonly MirroredShard<Event>[];
  readonly #listeners = new Set<(shard: number) => void>();
  #subscribing: Promise<Subscribed | undefined> | undefined;
  #stopped = false;

  constructor(
    private readonly options: MirrorOptions<Event>,
    shards: number,
  ) {
    this.#shards = Array.from({ length: shards }, (_, shard) => new MirroredShard(shard, options));
  }

  onCommit(listener: (shard: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The first reader says where to begin, so nothing is subscribed to before. */
  async readShard(number: number, after: number, limit: number): Promise<readonly Event[]> {
    const shard = this.#shards[number];
    if (shard === undefined) throw new RangeError(`there is no shard ${number}`);
    try {
      return await shard.read(after, limit);
    } finally {
      if (!this.#stopped) this.#subscribing ??= this.#subscribe();
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const shard of this.#shards) shard.release();
    await (await this.#subscribing)?.stop();
  }

  /** While the bus is away the source alone is read; a reader tries again a little later. */
  async #subscribe(): Promise<Subscribed | undefined> {
    const { bus, topic, group, onError } = this.options;
    try {
      return await bus.subscribe({
        group,
        topics: [topic],
        placeOf: async ({ partition }) => this.#shards[partition]?.place,
        handle: (batch) => this.#take(batch),
        onError,
      });
    } catch (error) {
      onError(error);
      setTimeout(() => (this.#subscribing = undefined), SUBSCRIBE_AGAIN_MS).unref();
      return undefined;
    }
  }

  async #take(batch: ReceivedBatch): Promise<void> {
    const events = batch.messages.flatMap((message) => this.#decoded(message));
    const attributes = { 'messaging.destination.name': batch.topic, 'messaging.consumer.group.name': 'mirror' };
    const spans = BatchSpans.begin(events, {
      batch: { name: `receive ${batch.topic}`, kind: 'CLIENT', attributes },
      each: { name: `process ${batch.topic}`, kind: 'CONSUMER', attributes },
    });
    const traced = spans ? events.map((event) => ({ ...event, trace: spans.traceFor(event.trace) })) : events;
    const added = (): void => {
      spans?.end();
      for (const listener of this.#listeners) listener(batch.partition);
    };
    await this.#shards[batch.partition]?.add(traced, batch, added);
  }

  /**
   * What cannot be read is as good as lost: whatever position it had is missing, and is read at the source. So is what was
   * sent to another shard's partition, as by a tool that has filled the topic again: its position is none of this shard's.
   */
  #decoded(message: Received): Event[] {
    try {
      const event = this.options.decode(message);
      if ((event.shard ?? message.partition) === message.partition) return [event];
      throw new Error(`partition ${message.partition} of ${message.topic} has an event of shard ${event.shard}`);
    } catch (error) {
      this.options.onError(error);
      return [];
    }
  }
}

class MirroredShard<Event extends Positioned> {
  readonly #window = new ShardWindow<Event>();
  readonly #room = new Bell();
  /** So far the log has been handed out. */
  #read = 0;
  #askedAt = Number.NEGATIVE_INFINITY;
  #released = false;

  constructor(
    private readonly shard: number,
    private readonly options: MirrorOptions<Event>,
  ) {}

  /** A position never stands before the offset of its own number less one: every position was sent at least once. */
  get place(): number {
    return this.#read;
  }

  /**
   * News is kept for whoever stands at the end, as one who follows does. Anybody behind it (a feed, a rebuild, one who tries
   * again) reads at the source, and takes nothing from the other.
   */
  async read(after: number, limit: number): Promise<readonly Event[]> {
    if (after < this.#read) return this.options.source.readShard(this.shard, after, limit);
    this.#read = after;
    const events = await this.#readOn(after, limit);
    this.#read = Math.max(this.#read, events.at(-1)?.position ?? after);
    return events;
  }

  async #readOn(after: number, limit: number): Promise<readonly Event[]> {
    const here = this.#window.take(after, limit);
    this.#room.ring();
    if (here.length > 0) return here;
    const behindGap = this.#window.first;
    if (behindGap === undefined && performance.now() < this.#askedAt + (this.options.askEveryMs ?? ASK_EVERY_MS))
      return [];

    const upTo = behindGap === undefined ? limit : Math.min(limit, behindGap - after - 1);
    const events = await this.#ask(after, upTo);
    if (events === undefined) return [];
    if (behindGap !== undefined) this.options.onMissing?.({ shard: this.shard, events: events.length });
    // A full page says that there is more; it is asked for at once.
    if (events.length < upTo) this.#askedAt = performance.now();
    return events;
  }

  /** Undefined while the source cannot be asked. */
  async #ask(after: number, limit: number): Promise<readonly Event[] | undefined> {
    try {
      return await this.options.source.readShard(this.shard, after, limit);
    } catch (error) {
      if (this.options.isAway?.(error) !== true) throw error;
      this.#askedAt = performance.now();
      return undefined;
    }
  }

  /** Comes back when there is room for more; the bus hands out nothing of the shard before. */
  async add(events: readonly Event[], batch: ReceivedBatch, added: () => void): Promise<void> {
    this.#window.add(events, this.#read);
    // News by the topic: the source need not be asked.
    this.#askedAt = performance.now();
    added();
    while (this.#window.size >= (this.options.windowMax ?? WINDOW_MAX) && !this.#released && !batch.isRevoked()) {
      await this.#room.wait(HEARTBEAT_MS);
      await batch.heartbeat();
    }
  }

  release(): void {
    this.#released = true;
    this.#room.ring();
  }
}
