import { randomUUID } from 'node:crypto';
import type { Bus, Message, Received, Subscribed, Subscription, Topic, TopicPartition } from '../messaging.js';
import { nameOf } from '../partition-name.js';

/** How the suite gets at an adapter. */
export interface BusAdapter {
  readonly name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** A bus over the one broker, as another process would have it: what one sends, the others get. */
  connect(): Promise<Bus>;
  /** Takes away what stands before an offset, as retention does. Absent: what depends on it is not run. */
  cut?(partition: TopicPartition, before: number): Promise<void>;
}

/** What one test works with; closed after it, subscriptions first. */
export interface Buses {
  readonly bus: () => Promise<Bus>;
  /** A topic of its own, declared. */
  readonly topic: (options?: Partial<Topic>) => Promise<string>;
  readonly group: () => string;
  close(): Promise<void>;
}

export function inBuses(adapter: BusAdapter): Buses {
  const opened: Bus[] = [];
  const bus = async (): Promise<Bus> => {
    const made = await adapter.connect();
    opened.push(made);
    return made;
  };
  return {
    bus,
    group: () => `group-${randomUUID()}`,
    async topic(options = {}) {
      const topic = { ...aTopic(), ...options };
      await (opened[0] ?? (await bus())).declare([topic]);
      return topic.name;
    },
    async close() {
      await Promise.all(opened.map((each) => each.close()));
    },
  };
}

export function aTopic(): Topic {
  return { name: `tea.cups.${randomUUID()}`, partitions: 2, retentionMs: null, compacted: false };
}

export function say(text: string, key: string | null = null, headers: Record<string, string> = {}): Message {
  return { key, value: Buffer.from(text), headers };
}

export function numbered(count: number, from = 0): Message[] {
  return Array.from({ length: count }, (_, index) => say(String(from + index), `key-${(from + index) % 7}`));
}

export const heard = (messages: readonly Received[]): string[] =>
  messages.map(({ value }) => Buffer.from(value).toString('utf8'));

/** A consumer that keeps what it was given and where it stands, as a service keeps both in its database. */
export class Listener {
  readonly heard: Received[] = [];
  readonly batches: Received[][] = [];
  readonly ends: number[] = [];
  readonly errors: unknown[] = [];
  readonly asked: TopicPartition[] = [];
  /** Shared between the members of a group, as a database is. */
  constructor(readonly places = new Map<string, number>()) {}

  async listen(
    bus: Bus,
    subscription: Partial<Subscription> & Pick<Subscription, 'group' | 'topics'>,
  ): Promise<Subscribed> {
    return bus.subscribe({
      placeOf: async (partition) => {
        this.asked.push(partition);
        return this.places.get(nameOf(partition));
      },
      handle: async ({ messages, topic, partition, end }) => {
        this.heard.push(...messages);
        this.batches.push([...messages]);
        this.ends.push(end);
        this.places.set(nameOf({ topic, partition }), (messages.at(-1)?.offset ?? 0) + 1);
      },
      onError: (error) => void this.errors.push(error),
      ...subscription,
    });
  }

  texts(partition?: number): string[] {
    return heard(partition === undefined ? this.heard : this.heard.filter((each) => each.partition === partition));
  }
}

/** Waits until something has come true; what never does fails the test, and says what was waited for. */
export async function until(claim: () => boolean | Promise<boolean>, what = String(claim)): Promise<void> {
  const deadline = Date.now() + 40_000;
  while (!(await claim())) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The same bus, for a test to replace a part of. */
export function delegate(bus: Bus): Bus {
  return {
    declare: (topics) => bus.declare(topics),
    partitions: (topic) => bus.partitions(topic),
    send: (topic, partition, messages) => bus.send(topic, partition, messages),
    bounds: (topic, partition) => bus.bounds(topic, partition),
    read: (topic, partition, from, limit) => bus.read(topic, partition, from, limit),
    subscribe: (subscription) => bus.subscribe(subscription),
    close: () => bus.close(),
  };
}

/** A door that a test opens when it is time. */
export class Gate {
  #open: () => void = () => undefined;
  readonly opened: Promise<void>;
  constructor() {
    this.opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }
  open(): void {
    this.#open();
  }
}
