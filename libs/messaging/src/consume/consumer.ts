import { fileURLToPath } from 'node:url';
import { migrate, quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import { nameOf } from '../partition-name.js';
import type { Bus, Message, ReceivedBatch, TopicPartition } from '../messaging.js';
import { storePart, type Part, type Stored } from './batch-transaction.js';
import { Envelope, type Seal } from './envelope.js';
import type { ConsumerObserver, Gapless, Handling, Incoming } from './handling.js';
import { isOutage } from './outage.js';
import { PlaceMoved, Places } from './places.js';
import { segmentsOf, type Place } from './segments.js';
import { SetAside } from './set-aside.js';

export interface ConsumerTables {
  /** One connection per partition that is being handled. */
  readonly pool: pg.Pool;
  /** Of its own, made by `migrateConsumer`; groups may share it. */
  readonly schema: string;
}

export interface ConsumerOptions extends ConsumerTables {
  readonly bus: Bus;
  readonly group: string;
  readonly handlings: readonly Handling[];
  readonly onError: (error: unknown, partition?: TopicPartition) => void;
  readonly observer?: ConsumerObserver;
  readonly batchMax?: number;
  /** How often a batch may fail before the key at fault is looked for and parked. Default 5. */
  readonly triesMax?: number;
  /** Absent: what is set aside stands in the tables as it came. */
  readonly seal?: Seal;
  /** How many keys of a topic may be parked; with one more the partition stops. Default 100. */
  readonly parkedKeysMax?: number;
  /** Further errors that pass by themselves and are no key's fault. */
  readonly isOutage?: (error: unknown) => boolean;
  /** How long a handler may leave its transaction alone. Default 30 s. */
  readonly idleMaxMs?: number;
  /** How often a batch that takes long is said to be alive. Default 1 s. */
  readonly heartbeatEveryMs?: number;
}

export interface Consumer {
  assigned(): readonly TopicPartition[];
  stop(): Promise<void>;
}

const MIGRATIONS = fileURLToPath(new URL('../../src/consume/migrations', import.meta.url));
const TRIES_MAX = 5;
const PARKED_KEYS_MAX = 100;
const IDLE_MAX_MS = 30_000;
const HEARTBEAT_EVERY_MS = 1_000;

export function migrateConsumer({ pool, schema }: ConsumerTables): Promise<void> {
  return migrate(pool, { schema, directory: MIGRATIONS });
}

/** Hands batches to their handlers, each in a transaction that also moves the group's place: every effect happens once. */
export async function startConsumer(options: ConsumerOptions): Promise<Consumer> {
  const consumer = new PlacedConsumer(options);
  return options.bus.subscribe({
    group: options.group,
    topics: options.handlings.map(({ topic }) => topic),
    ...(options.batchMax === undefined ? {} : { batchMax: options.batchMax }),
    placeOf: (partition) => consumer.placeOf(partition),
    handle: (batch) => consumer.take(batch),
    onError: (error, partition) => {
      // The other one goes on; there is nothing to be done, or to be told.
      if (!(error instanceof PlaceMoved)) options.onError(error, partition);
    },
  });
}

class PlacedConsumer {
  readonly #handlings: ReadonlyMap<string, Handling>;
  readonly #places: Places;
  readonly #setAside: SetAside;
  readonly #at = new Map<string, Place>();
  /** Failures since the place last moved. */
  readonly #failures = new Map<string, number>();

  constructor(private readonly options: ConsumerOptions) {
    const schema = quoteIdentifier(options.schema);
    this.#handlings = new Map(options.handlings.map((handling) => [handling.topic, handling]));
    this.#places = new Places(schema, options.group);
    const { group, parkedKeysMax = PARKED_KEYS_MAX, seal } = options;
    this.#setAside = new SetAside({ schema, group, parkedKeysMax, envelope: new Envelope(group, seal) });
  }

  async placeOf(partition: TopicPartition): Promise<number> {
    const place = await this.#places.load(this.options.pool, partition);
    const { first, next } = await this.options.bus.bounds(partition.topic, partition.partition);
    this.#at.set(nameOf(partition), place);
    const isNumbered = this.#handlings.get(partition.topic)?.gapless !== undefined;
    // What is numbered is read at its source; what is not is lost to this group, and somebody must hear of it.
    if (!isNumbered && place.next > 0 && place.next < first)
      this.options.onError(new CutAway(partition, { first, place }), partition);
    if (place.next <= next) return place.next;
    // The topic is not the one that it was. Positions tell what is new in it; without them nothing does.
    if (isNumbered) return first;
    throw new MadeAnew(partition, { end: next, place });
  }

  async take(batch: ReceivedBatch): Promise<void> {
    const beating = setInterval(() => {
      batch.heartbeat().catch((error: unknown) => this.options.onError(error, batch));
    }, this.options.heartbeatEveryMs ?? HEARTBEAT_EVERY_MS);
    try {
      await this.#takeAlive(batch);
    } finally {
      clearInterval(beating);
    }
  }

  async #takeAlive({ messages, end, isRevoked, topic, partition: number }: ReceivedBatch): Promise<void> {
    const partition = { topic, partition: number };
    const handling = this.#handlings.get(topic);
    if (handling === undefined) throw new Error(`nobody handles ${topic}`);
    // Kept here and not asked for again: this batch may be an old one by now, while the partition has come back to this
    // process with another place.
    let place = this.#place(partition);
    // While it was read: what is new in it would be taken for repeats, and dropped.
    if (handling.gapless === undefined && place.next > end) throw new MadeAnew(partition, { end, place });
    const { segments, repeated } = segmentsOf(messages, place, handling.gapless);
    for (const segment of segments) {
      if (isRevoked()) throw new PlaceMoved(partition);
      if (segment.kind === 'missing') place = await this.#heal(handling, partition, { place, upTo: segment.upTo });
      else place = await this.#store(handling, { partition, messages: segment.messages, from: place, to: segment.to });
    }
    const next = (messages.at(-1)?.offset ?? 0) + 1;
    // Nothing but repeats: they need not be read again. A place behind the end is one of a topic that was there before.
    if (place.next < next || (handling.gapless !== undefined && place.next > end)) {
      await this.#store(handling, { partition, messages: [], from: place, to: { ...place, next } });
    }
    if (repeated > 0) this.options.observer?.repeated?.(partition, repeated);
    this.options.observer?.lag?.(partition, Math.max(0, end - next));
  }

  /** The bus has lost something: it is read at its source, page by page, before anything behind it is handled. */
  async #heal(
    handling: Handling,
    partition: TopicPartition,
    missing: { readonly place: Place; readonly upTo: number },
  ): Promise<Place> {
    let { place } = missing;
    const { upTo } = missing;
    while (handling.gapless !== undefined && place.position < upTo) {
      const after = place.position;
      const page = await handling.gapless.readMissing(partition.partition, after, upTo);
      const position = refuseGaps(handling.gapless, page, { partition, after, upTo });
      const messages = page.map((message): Incoming => ({ ...message, ...partition, offset: null }));
      place = await this.#store(handling, { partition, messages, from: place, to: { ...place, position } });
      this.options.observer?.missing?.(partition, messages.length);
    }
    return place;
  }

  async #store(handling: Handling, part: Omit<Part, 'isolating'>): Promise<Place> {
    const { partition, from, to } = part;
    const name = nameOf(partition);
    const failures = this.#failures.get(name) ?? 0;
    try {
      const isolating = failures >= (this.options.triesMax ?? TRIES_MAX);
      const stored = await storePart(this.#around(), handling, { ...part, isolating });
      if (this.#at.get(name) === from) this.#at.set(name, to);
      this.#failures.delete(name);
      this.#tell(partition, stored);
      return to;
    } catch (error) {
      if (!(error instanceof PlaceMoved) && !this.#isOutage(error)) this.#failures.set(name, failures + 1);
      throw error;
    }
  }

  #around(): Parameters<typeof storePart>[0] {
    return {
      pool: this.options.pool,
      places: this.#places,
      setAside: this.#setAside,
      isOutage: (error) => this.#isOutage(error),
      idleMaxMs: this.options.idleMaxMs ?? IDLE_MAX_MS,
    };
  }

  #tell(partition: TopicPartition, { deadLetters, parked }: Stored): void {
    if (deadLetters > 0) this.options.observer?.deadLetters?.(partition, deadLetters);
    if (parked > 0) this.options.observer?.parked?.(partition, parked);
  }

  #isOutage(error: unknown): boolean {
    return isOutage(error) || this.options.isOutage?.(error) === true;
  }

  #place(partition: TopicPartition): Place {
    const place = this.#at.get(nameOf(partition));
    if (place === undefined) throw new Error(`nobody asked for the place of ${nameOf(partition)}`);
    return place;
  }
}

class CutAway extends Error {
  constructor({ topic, partition }: TopicPartition, { first, place }: { first: number; place: Place }) {
    super(
      `partition ${partition} of ${topic} begins at ${first}, behind the place ${place.next}: what stood between was cut away and never taken`,
    );
    this.name = 'CutAway';
  }
}

class MadeAnew extends Error {
  constructor({ topic, partition }: TopicPartition, { end, place }: { end: number; place: Place }) {
    super(`partition ${partition} of ${topic} ends at ${end}, before the place ${place.next}: it was cut or made anew`);
    this.name = 'MadeAnew';
  }
}

/** What the source gives must be just what was missing: stepping over a position would lose it for good. */
function refuseGaps(
  { positionOf }: Gapless,
  page: readonly Message[],
  { partition, after, upTo }: { partition: TopicPartition; after: number; upTo: number },
): number {
  let position = after;
  for (const message of page) {
    const found = positionOf(message);
    position += 1;
    if (found !== position) throw new Error(`${nameOf(partition)}: the source gave position ${found} for ${position}`);
  }
  if (position === after || position > upTo) {
    throw new Error(
      `${nameOf(partition)}: positions ${after + 1} to ${upTo} are missing, and the source gave ${page.length}`,
    );
  }
  return position;
}
