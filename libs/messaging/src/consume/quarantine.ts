import { quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import { unpack } from '../postgres/packed.js';
import { inTransaction } from '../transaction.js';
import type { Handling, Incoming } from './handling.js';
import { handleSome } from './batch-transaction.js';
import { type Doomed, reasonOf, SetAside } from './set-aside.js';

export interface DeadLetter extends Incoming {
  readonly id: string;
  readonly reason: string;
  readonly diedAt: Date;
}

export interface ParkedKey {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly reason: string;
  readonly parkedAt: Date;
  /** How many messages wait in its queue. */
  readonly messages: number;
}

/** Failed: nothing of it took effect, and it stays where it is with the new reason. */
export type Replayed =
  | { readonly outcome: 'handled'; readonly messages: number }
  | { readonly outcome: 'failed'; readonly reason: string }
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
}

interface DeadRow {
  id: string;
  topic: string;
  partition: number;
  offset: string | null;
  key: Buffer | null;
  headers: Buffer;
  value: Buffer;
  reason: string;
  died_at: Date;
}

interface ParkedRow {
  id: string;
  topic: string;
  partition: number;
  key: Buffer;
  reason: string;
  parked_at: Date;
  messages: number;
}

const PAGE = 100;

/** What a group has set aside: to be looked at, replayed and dropped by a person. */
export class Quarantine {
  readonly #schema: string;

  constructor(private readonly options: QuarantineOptions) {
    this.#schema = quoteIdentifier(options.schema);
  }

  /** In the order in which they died. */
  async deadLetters({ after = '0', limit = PAGE } = {}): Promise<readonly DeadLetter[]> {
    const { rows } = await this.options.pool.query<DeadRow>(
      `select * from ${this.#schema}.dead_letters where group_name = $1 and id > $2 order by id limit $3`,
      [this.options.group, after, limit],
    );
    return rows.map(deadLetterOf);
  }

  async deadLetter(id: string): Promise<DeadLetter | undefined> {
    const { rows } = await this.options.pool.query<DeadRow>(
      `select * from ${this.#schema}.dead_letters where group_name = $1 and id = $2`,
      [this.options.group, id],
    );
    return rows.map(deadLetterOf)[0];
  }

  /** Decodes it anew and hands it to its handler; it is gone in the transaction of its effect. */
  replayDeadLetter(id: string): Promise<Replayed> {
    return this.#replaying('dead_letters', id, async (client) => {
      const { rows } = await client.query<DeadRow>(
        `select * from ${this.#schema}.dead_letters where group_name = $1 and id = $2 for update`,
        [this.options.group, id],
      );
      const [letter] = rows.map(deadLetterOf);
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

  async parkedKeys({ after = '0', limit = PAGE } = {}): Promise<readonly ParkedKey[]> {
    const { rows } = await this.options.pool.query<ParkedRow>(
      `select parked.*, (select count(*)::int4 from ${this.#schema}.parked_messages where parked_key = parked.id) as messages
       from ${this.#schema}.parked_keys as parked where group_name = $1 and id > $2 order by id limit $3`,
      [this.options.group, after, limit],
    );
    return rows.map(({ parked_at: parkedAt, key, id, topic, partition, reason, messages }) => ({
      ...{ id, topic, partition, reason, messages, parkedAt },
      key: key.toString(),
    }));
  }

  /** The queue of a parked key, in its order. */
  parkedMessages(id: string): Promise<readonly Incoming[]> {
    return this.#queue(this.options.pool, id);
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
      await new SetAside(this.#schema, this.options.group, 0).bury(client, parked, refused);
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
      const reason = reasonOf(error);
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

  async #queue(on: pg.Pool | pg.PoolClient, id: string): Promise<readonly Incoming[]> {
    const { rows } = await on.query<Omit<DeadRow, 'reason' | 'died_at'>>(
      `select message.id, message."offset", message.headers, message.value, parked.key, parked.topic, parked.partition
       from ${this.#schema}.parked_messages as message join ${this.#schema}.parked_keys as parked on parked.id = parked_key
       where parked.group_name = $1 and parked.id = $2 order by message.id`,
      [this.options.group, id],
    );
    return rows.map(incomingOf);
  }
}

function incomingOf(row: Omit<DeadRow, 'reason' | 'died_at'>): Incoming {
  const { topic, partition, offset } = row;
  return { ...unpack(row), topic, partition, offset: offset === null ? null : Number(offset) };
}

function deadLetterOf(row: DeadRow): DeadLetter {
  return { ...incomingOf(row), id: row.id, reason: row.reason, diedAt: row.died_at };
}
