import { randomUUID } from 'node:crypto';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { inBuses, until, type BusAdapter, type Buses } from '../contract/adapter.features.js';
import type { Bus, Message } from '../messaging.js';
import { migrateConsumer, startConsumer, type Consumer, type ConsumerOptions } from './consumer.js';
import type { Seal } from './envelope.js';
import type { Gapless, Handling } from './handling.js';
import { Quarantine } from './quarantine.js';

export interface Cup {
  readonly key: string | null;
  readonly text: string;
}

export const SCHEMA = 'tea_consumer';

/** A database whose rows are the effects, and consumers that write them. */
export class World {
  readonly errors: unknown[] = [];
  readonly told = { missing: 0, repeated: 0, deadLetters: 0, parked: 0, lag: -1 };
  /** Makes a handler fail: called with every cup before its effect is written. */
  fails: (cup: Cup) => void = () => undefined;
  /** What a handler can read and must not do. */
  refuses: (cup: Cup) => boolean = () => false;
  /** What the consumer and the quarantine are given. */
  seal: Seal | undefined;
  #consumers: Consumer[] = [];

  constructor(
    readonly database: TestDatabase,
    readonly buses: Buses,
    readonly group: string,
  ) {}

  handling(topic: string, gapless?: Gapless): Handling<Cup> {
    return {
      topic,
      ...(gapless === undefined ? {} : { gapless }),
      decode({ key, value }) {
        const text = Buffer.from(value).toString();
        if (text.startsWith('unreadable')) throw new Error(`not a cup: ${text}`);
        return { key, text };
      },
      handle: async (cups, { client, partition, refuse }) => {
        for (const [index, cup] of cups.entries()) {
          if (this.refuses(cup)) {
            refuse(index, `no ${cup.text} today`);
            continue;
          }
          await client.query(
            'insert into effects (group_name, topic, partition, key, text) values ($1, $2, $3, $4, $5)',
            [this.group, topic, partition, cup.key, cup.text],
          );
          this.fails(cup);
        }
      },
    };
  }

  async consume(bus: Bus, handlings: readonly Handling[], more: Partial<ConsumerOptions> = {}): Promise<Consumer> {
    const consumer = await startConsumer({
      bus,
      pool: this.database.pool,
      schema: SCHEMA,
      group: this.group,
      handlings,
      triesMax: 2,
      ...this.#sealed(),
      onError: (error) => void this.errors.push(error),
      observer: {
        lag: (_, messages) => void (this.told.lag = messages),
        missing: (_, more) => void (this.told.missing += more),
        repeated: (_, more) => void (this.told.repeated += more),
        deadLetters: (_, more) => void (this.told.deadLetters += more),
        parked: (_, more) => void (this.told.parked += more),
      },
      ...more,
    });
    this.#consumers.push(consumer);
    return consumer;
  }

  quarantine(handlings: readonly Handling[]): Quarantine {
    return new Quarantine({
      pool: this.database.pool,
      schema: SCHEMA,
      group: this.group,
      handlings,
      ...this.#sealed(),
    });
  }

  #sealed(): { readonly seal?: Seal } {
    return this.seal === undefined ? {} : { seal: this.seal };
  }

  /** What took effect, in order. */
  async effects(key?: string): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ text: string }>(
      'select text from effects where group_name = $1 and ($2::text is null or key = $2) order by id',
      [this.group, key ?? null],
    );
    return rows.map(({ text }) => text);
  }

  async effectsReach(count: number): Promise<string[]> {
    await until(async () => (await this.effects()).length >= count, `${count} effects`);
    return this.effects();
  }

  async place(): Promise<{ next: number; position: number } | undefined> {
    const { rows } = await this.database.pool.query<{ next: string; position: string }>(
      `select next, position from ${SCHEMA}.places where group_name = $1 order by next desc`,
      [this.group],
    );
    return rows.map(({ next, position }) => ({ next: Number(next), position: Number(position) }))[0];
  }

  async close(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.stop()));
    await this.buses.close();
  }
}

/** Starts the adapter and a database, and makes a world for each test. */
export class Worlds {
  #server: TestPostgres | undefined;
  #database: TestDatabase | undefined;

  constructor(private readonly adapter: BusAdapter) {}

  async start(): Promise<void> {
    await this.adapter.start();
    this.#server = await startTestPostgres();
    this.#database = await createTestDatabase(this.#server);
    await this.#database.pool.query(
      'create table effects (id bigint generated always as identity, group_name text, topic text, partition int, key text, text text)',
    );
    await migrateConsumer({ pool: this.#database.pool, schema: SCHEMA });
  }

  async stop(): Promise<void> {
    await this.adapter.stop();
    await this.#database?.drop();
    await this.#server?.stop();
  }

  make(): World {
    if (this.#database === undefined) throw new Error('not started');
    return new World(this.#database, inBuses(this.adapter), `group-${randomUUID()}`);
  }
}

/** A log that numbers its messages, as their source does: a message bears its position. */
export function numberedLog(count: number): { readonly messages: readonly Message[]; readonly gapless: Gapless } {
  const messages = Array.from({ length: count }, (_, index) => ({
    key: `key-${index % 3}`,
    value: Buffer.from(String(index + 1)),
    headers: { position: String(index + 1) },
  }));
  return {
    messages,
    gapless: {
      positionOf: ({ headers }) => (headers['position'] === undefined ? undefined : Number(headers['position'])),
      // Pages of three, so that a gap takes several.
      readMissing: async (_, after, upTo) => messages.slice(after, Math.min(upTo, after + 3)),
    },
  };
}
