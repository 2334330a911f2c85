import { fileURLToPath } from 'node:url';
import { migrate, quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import { BusUnavailable, type Bus } from '../messaging.js';
import { LockSession } from './lock-session.js';
import { Session } from './session.js';
import { Membership } from './membership.js';
import { Reader } from './reader.js';
import { Sender } from './sender.js';
import { sweep } from './sweep.js';
import { Topics, type BusTables } from './topics.js';

export interface PostgresBusOptions {
  /** Two connections of it are kept for as long as the bus has subscriptions. */
  readonly pool: pg.Pool;
  /** Default `bus`. */
  readonly schema?: string;
  /** After so long a silence PostgreSQL takes a process that hangs for dead. Default 10 s. */
  readonly silenceMaxMs?: number;
  /** How often what is too old is dropped. Default: every minute. */
  readonly sweepEveryMs?: number;
  /** Told of what fails beside any subscription; it is tried again. */
  readonly onError?: (error: unknown) => void;
}

const MIGRATIONS = fileURLToPath(new URL('../../src/postgres/migrations', import.meta.url));
const SWEEP_EVERY_MS = 60_000;
/** When no notification comes through, news is seen after this time at the latest. */
const POLL_MS = 1_000;

export async function createPostgresBus(options: PostgresBusOptions): Promise<Bus> {
  const schema = options.schema ?? 'bus';
  await migrate(options.pool, { schema, directory: MIGRATIONS });
  return new PostgresBus({ pool: options.pool, schema: quoteIdentifier(schema) }, schema, options);
}

class PostgresBus implements Bus {
  readonly #topics: Topics;
  readonly #sender: Sender;
  readonly #reader: Reader;
  readonly #locks: LockSession;
  readonly #ear: Session;
  readonly #members = new Set<Membership>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #news: string;
  #polling: Promise<void> | undefined;
  #sweeping: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(
    private readonly tables: BusTables,
    schema: string,
    private readonly options: PostgresBusOptions,
  ) {
    this.#topics = new Topics(tables);
    this.#sender = new Sender(tables, this.#topics);
    this.#reader = new Reader(tables, this.#topics);
    this.#news = `news of ${schema}`;
    const silence = options.silenceMaxMs === undefined ? {} : { silenceMaxMs: options.silenceMaxMs };
    this.#locks = new LockSession({
      ...{ pool: options.pool, ...silence },
      onLost: (error) => {
        this.#failed(error);
        for (const member of this.#members) member.look();
      },
    });
    this.#ear = new Session({
      ...{ pool: options.pool, ...silence },
      prepare: async (client) => {
        client.on('notification', ({ payload }) => this.#hear(payload ?? ''));
        await client.query(`listen ${quoteIdentifier(this.#news)}`);
      },
      onLost: (error) => this.#failed(error),
    });
    this.#timers.push(
      setInterval(() => {
        this.#sweeping ??= sweep(tables)
          .catch((error: unknown) => this.#failed(error))
          .finally(() => (this.#sweeping = undefined));
      }, options.sweepEveryMs ?? SWEEP_EVERY_MS).unref(),
      setInterval(() => {
        if (this.#members.size === 0) return;
        this.#polling ??= this.#poll()
          .catch((error: unknown) => this.#failed(error))
          .finally(() => (this.#polling = undefined));
      }, POLL_MS).unref(),
    );
  }

  declare(topics: Parameters<Bus['declare']>[0]): Promise<void> {
    return this.#topics.declare(topics);
  }

  partitions(topic: string): Promise<number> {
    return this.#topics.partitions(topic);
  }

  async send(...[topic, partition, messages]: Parameters<Bus['send']>): Promise<{ firstOffset: number }> {
    const firstOffset = await this.#sender.send({ topic, partition }, messages);
    const next = firstOffset + messages.length;
    this.#wake({ topic, partition, next });
    // Apart from the send: a transaction that notifies commits alone in the whole database.
    void this.#notify({ topic, partition, next }).catch((error: unknown) => this.#failed(error));
    return { firstOffset };
  }

  bounds(topic: string, partition: number): Promise<{ first: number; next: number }> {
    return this.#reader.bounds({ topic, partition });
  }

  async read(...[topic, partition, from, limit]: Parameters<Bus['read']>): ReturnType<Bus['read']> {
    return (await this.#reader.tail({ topic, partition }, from, limit)).messages;
  }

  async subscribe(subscription: Parameters<Bus['subscribe']>[0]): ReturnType<Bus['subscribe']> {
    if (this.#closing !== undefined) throw new BusUnavailable('the bus is closed');
    for (const topic of subscription.topics) await this.#topics.partitions(topic);
    await this.#ear.open();
    const member = new Membership(
      {
        tables: this.tables,
        topics: this.#topics,
        source: this.#reader,
        locks: this.#locks,
        announce: (group) => this.#notify({ group }),
      },
      subscription,
    );
    this.#members.add(member);
    return {
      assigned: () => member.hand.partitions(),
      restart: (partition) => member.hand.restart(partition),
      stop: async () => {
        if (this.#members.delete(member)) await member.leave();
      },
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    const members = [...this.#members];
    this.#members.clear();
    await Promise.all(members.map((member) => member.leave()));
    await Promise.all([this.#sender.close(), this.#sweeping, this.#polling]);
    await Promise.all([this.#locks.close(), this.#ear.close()]);
  }

  async #notify(news: News): Promise<void> {
    await this.tables.pool.query('select pg_notify($1, $2)', [this.#news, JSON.stringify(news)]);
  }

  #hear(payload: string): void {
    const news = JSON.parse(payload) as News;
    if ('group' in news) {
      for (const member of this.#members) if (member.group === news.group) member.look();
    } else this.#wake(news);
  }

  #wake({ topic, partition, next }: Sent): void {
    for (const { hand } of this.#members) hand.wake({ topic, partition }, next);
  }

  async #poll(): Promise<void> {
    const { schema, pool } = this.tables;
    await this.#ear.open();
    const { rows } = await pool.query<{ topic: string; partition: number; next: string }>(
      `select topic.name as topic, head.partition, head.next
       from ${schema}.heads as head join ${schema}.topics as topic on topic.id = head.topic`,
    );
    for (const { topic, partition, next } of rows) this.#wake({ topic, partition, next: Number(next) });
  }

  #failed(error: unknown): void {
    this.options.onError?.(error);
  }
}

interface Sent {
  readonly topic: string;
  readonly partition: number;
  readonly next: number;
}

type News = Sent | { readonly group: string };
