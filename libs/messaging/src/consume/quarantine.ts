import { quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import { inTransaction } from '../transaction.js';
import type { Handling, Incoming } from './handling.js';
import { isOutage } from './outage.js';
import { handleSome } from './batch-transaction.js';
import { cleaned, Envelope, type Seal } from './envelope.js';
import { type Doomed, SetAside } from './set-aside.js';
import {
  type DeadItemRow,
  type DeadLetter,
  type DeadLetterItem,
  type DeadRow,
  itemOf,
  type MessageRow,
  type ParkedKey,
  type ParkedKeyItem,
  type ParkedRow,
  parkedItemOf,
  placeOf,
} from './set-aside-rows.js';

/** Failed: nothing of it took effect, and it stays where it is with the new reason. */
export type Replayed =
  | { readonly outcome: 'handled'; readonly messages: number }
  | { readonly outcome: 'failed'; readonly reason: string }
  /** What it needs is away: nobody's fault but the world's, and it says nothing about the message. */
  | { readonly outcome: 'away'; readonly cause: unknown }
  | { readonly outcome: 'not_there' };

/** Its handler says that it must not be done. */
class Refused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Refused';
  }
}

export interface QuarantineOptions {
  readonly pool: pg.Pool;
  readonly schema: string;
  readonly group: string;
  /** Needed by those who replay: what is replayed goes through the handler that it was for. */
  readonly handlings?: readonly Handling[];
  /** The consumer's. Without it what is sealed can be listed and dropped, and not be looked into. */
  readonly seal?: Seal;
  /** What passes by itself, besides what the bus and the database throw: the consumer's. */
  readonly isOutage?: (error: unknown) => boolean;
}

const PAGE = 100;

/** What a group has set aside: to be looked at, replayed and dropped by a person. */
export class Quarantine {
  readonly #schema: string;
  readonly #envelope: Envelope;
  readonly #setAside: SetAside;

  constructor(private readonly options: QuarantineOptions) {
    const { group, seal } = options;
    this.#schema = quoteIdentifier(options.schema);
    this.#envelope = new Envelope(group, seal);
    this.#setAside = new SetAside({ schema: this.#schema, group, envelope: this.#envelope });
  }

  get group(): string {
    return this.options.group;
  }

  /** In the order in which they died. */
  async deadLetters({ after = '0', limit = PAGE } = {}): Promise<readonly DeadLetterItem[]> {
    const { rows } = await this.options.pool.query<DeadItemRow>(
      `select id, topic, partition, "offset", reason, died_at from ${this.#schema}.dead_letters
       where group_name = $1 and id > $2 order by id limit $3`,
      [this.options.group, after, limit],
    );
    return rows.map(itemOf);
  }

  async deadLetter(id: string): Promise<DeadLetter | undefined> {
    const { rows } = await this.options.pool.query<DeadRow>(
      `select * from ${this.#schema}.dead_letters where group_name = $1 and id = $2`,
      [this.options.group, id],
    );
    return rows.map((row) => this.#deadLetter(row))[0];
  }

  /** Decodes it anew and hands it to its handler; it is gone in the transaction of its effect. */
  replayDeadLetter(id: string): Promise<Replayed> {
    return this.#replaying('dead_letters', id, async (client) => {
      const { rows } = await client.query<DeadRow>(
        `select * from ${this.#schema}.dead_letters where group_name = $1 and id = $2 for update`,
        [this.options.group, id],
      );
      const [letter] = rows.map((row) => this.#deadLetter(row));
      if (letter === undefined) return undefined;
      const [refused] = await this.#handle(client, letter, [letter]);
      if (refused !== undefined) throw new Refused(refused.reason);
      await client.query(`delete from ${this.#schema}.dead_letters where id = $1`, [id]);
      return 1;
    });
  }

  /** False: there was none. */
  async dropDeadLetter(id: string): Promise<boolean> {
    const { rowCount } = await this.options.pool.query(
      `delete from ${this.#schema}.dead_letters where group_name = $1 and id = $2`,
      [this.options.group, id],
    );
    return rowCount === 1;
  }

  async parkedKeys({ after = '0', limit = PAGE } = {}): Promise<readonly ParkedKeyItem[]> {
    const { rows } = await this.options.pool.query<ParkedRow>(
      `${this.#parked} where group_name = $1 and id > $2 order by id limit $3`,
      [this.options.group, after, limit],
    );
    return rows.map(parkedItemOf);
  }

  async parkedKey(id: string): Promise<ParkedKey | undefined> {
    const { rows } = await this.options.pool.query<ParkedRow>(`${this.#parked} where group_name = $1 and id = $2`, [
      this.options.group,
      id,
    ]);
    return rows.map((row) => ({ ...parkedItemOf(row), key: this.#envelope.openKey(row) }))[0];
  }

  /** The queue of a parked key, in its order. */
  parkedMessages(id: string, { limit }: { readonly limit?: number } = {}): Promise<readonly Incoming[]> {
    return this.#queue(this.options.pool, id, limit);
  }

  /**
   * Hands the whole queue of a key to its handler, in order, and frees the key, in one transaction. Messages of the key
   * that arrive meanwhile wait for its end, and so come after it.
   */
  replayParkedKey(id: string): Promise<Replayed> {
    return this.#replaying('parked_keys', id, async (client) => {
      const { rows } = await client.query<{ topic: string; partition: number }>(
        `select topic, partition from ${this.#schema}.parked_keys where group_name = $1 and id = $2 for update`,
        [this.options.group, id],
      );
      const [parked] = rows;
      if (parked === undefined) return undefined;
      const queue = await this.#queue(client, id);
      const refused = await this.#handle(client, parked, queue);
      await this.#setAside.bury(client, parked, refused);
      await client.query(`delete from ${this.#schema}.parked_keys where id = $1`, [id]);
      return queue.length;
    });
  }

  /** Forgets the queue and frees the key: what comes later is handled as if nothing had been before. */
  async dropParkedKey(id: string): Promise<boolean> {
    const { rowCount } = await this.options.pool.query(
      `delete from ${this.#schema}.parked_keys where group_name = $1 and id = $2`,
      [this.options.group, id],
    );
    return rowCount === 1;
  }

  /** For gauges, by topic. */
  async counts(): Promise<
    readonly { readonly topic: string; readonly deadLetters: number; readonly parkedKeys: number }[]
  > {
    const { rows } = await this.options.pool.query<{ topic: string; deadLetters: number; parkedKeys: number }>(
      `select topic, sum(dead)::int4 as "deadLetters", sum(parked)::int4 as "parkedKeys" from (
         select topic, 1 as dead, 0 as parked from ${this.#schema}.dead_letters where group_name = $1
         union all select topic, 0, 1 from ${this.#schema}.parked_keys where group_name = $1
       ) as aside group by topic order by topic`,
      [this.options.group],
    );
    return rows;
  }

  async #replaying(
    table: 'dead_letters' | 'parked_keys',
    id: string,
    replay: (client: pg.PoolClient) => Promise<number | undefined>,
  ): Promise<Replayed> {
    try {
      const messages = await inTransaction(this.options.pool, replay);
      return messages === undefined ? { outcome: 'not_there' } : { outcome: 'handled', messages };
    } catch (error) {
      if (isOutage(error) || this.options.isOutage?.(error) === true) return { outcome: 'away', cause: error };
      const reason = error instanceof Refused ? cleaned(String(error)) : this.#setAside.reasonOf(error);
      await this.options.pool.query(`update ${this.#schema}.${table} set reason = $2 where id = $1`, [id, reason]);
      return { outcome: 'failed', reason };
    }
  }

  async #handle(
    client: pg.PoolClient,
    { topic, partition }: { topic: string; partition: number },
    messages: readonly Incoming[],
  ): Promise<readonly Doomed[]> {
    const handling = this.options.handlings?.find((each) => each.topic === topic);
    if (handling === undefined) throw new Error(`nobody handles ${topic}`);
    const readable = messages.map((message) => ({ message, decoded: handling.decode(message) }));
    return readable.length === 0 ? [] : handleSome(handling, readable, { client, topic, partition });
  }

  async #queue(on: pg.Pool | pg.PoolClient, id: string, limit?: number): Promise<readonly Incoming[]> {
    const { rows } = await on.query<MessageRow>(
      `select message.id, message."offset", message.headers, message.value, message.sealed,
         parked.key, parked.topic, parked.partition
       from ${this.#schema}.parked_messages as message join ${this.#schema}.parked_keys as parked on parked.id = parked_key
       where parked.group_name = $1 and parked.id = $2 order by message.id limit $3`,
      [this.options.group, id, limit],
    );
    return rows.map((row) => ({ ...this.#envelope.open('parked message', row), ...placeOf(row) }));
  }

  #deadLetter(row: DeadRow): DeadLetter {
    return { ...this.#envelope.open('dead letter', row), ...itemOf(row) };
  }

  get #parked(): string {
    return `select parked.*,
      (select count(*)::int4 from ${this.#schema}.parked_messages where parked_key = parked.id) as messages
      from ${this.#schema}.parked_keys as parked`;
  }
}
