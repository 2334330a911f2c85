import type pg from 'pg';
import { packedParameters, packedRows } from '../postgres/packed.js';
import type { TopicPartition } from '../messaging.js';
import type { Envelope } from './envelope.js';
import type { Incoming } from './handling.js';

export interface Doomed {
  readonly message: Incoming;
  readonly reason: string;
}

/** Too many keys fail: that is no longer one key's fault. The partition stops rather than set everything aside. */
export class TooManyParked extends Error {
  constructor({ topic }: TopicPartition, max: number, options: ErrorOptions) {
    super(
      `${max} keys of ${topic} are parked and another one fails: the handler is at fault, or what it stands on`,
      options,
    );
    this.name = 'TooManyParked';
  }
}

export interface SetAsideOptions {
  /** Quoted. */
  readonly schema: string;
  readonly group: string;
  readonly envelope: Envelope;
  /** Needed by those who park. */
  readonly parkedKeysMax?: number;
}

/** Writes what cannot be handled where it can be found again, in the transaction of the batch that it came with. */
export class SetAside {
  private readonly schema: string;
  private readonly group: string;
  private readonly parkedKeysMax: number;
  readonly #envelope: Envelope;

  constructor({ schema, group, parkedKeysMax = 0, envelope }: SetAsideOptions) {
    this.schema = schema;
    this.group = group;
    this.parkedKeysMax = parkedKeysMax;
    this.#envelope = envelope;
  }

  reasonOf(error: unknown): string {
    return this.#envelope.reasonOf(error);
  }

  async bury(client: pg.PoolClient, { topic, partition }: TopicPartition, doomed: readonly Doomed[]): Promise<void> {
    if (doomed.length === 0) return;
    const messages = doomed.map(({ message }) => message);
    await client.query(
      `insert into ${this.schema}.dead_letters (group_name, topic, partition, "offset", key, headers, value, reason, sealed)
       select $1, $2, $3::int4, about."offset", part.key, part.headers, part.value, about.reason, $11
       from ${packedRows(4)}
       join unnest($9::int8[], $10::text[]) with ordinality as about("offset", reason, n) using (n) order by n`,
      [
        this.group,
        topic,
        partition,
        ...packedParameters(messages.map((message) => this.#envelope.close('dead letter', message))),
        messages.map(({ offset }) => offset),
        doomed.map(({ reason }) => reason),
        this.#envelope.isSealed,
      ],
    );
  }

  /** Keys parked in a partition; they stay so until the transaction is over. */
  async parkedKeys(client: pg.PoolClient, { topic, partition }: TopicPartition): Promise<ReadonlyMap<string, string>> {
    const { rows } = await client.query<{ id: string; key: Buffer; sealed: boolean }>({
      name: `parked-keys-${this.schema}`,
      text: `select id, key, sealed from ${this.schema}.parked_keys
        where group_name = $1 and topic = $2 and partition = $3 order by id for share`,
      values: [this.group, topic, partition],
    });
    return new Map(rows.map((row) => [this.#envelope.openKey({ ...row, topic, partition }), row.id]));
  }

  /** @throws TooManyParked */
  async park(
    client: pg.PoolClient,
    at: TopicPartition,
    { key, error }: { key: string; error: unknown },
  ): Promise<string> {
    const { rows } = await client.query<{ id: string; count: number }>(
      `insert into ${this.schema}.parked_keys (group_name, topic, partition, key, reason, sealed)
       values ($1, $2, $3, $4, $5, $6)
       returning id, (select count(*)::int4 from ${this.schema}.parked_keys where group_name = $1 and topic = $2) as count`,
      [
        ...[this.group, at.topic, at.partition],
        ...[this.#envelope.closeKey(key, at), this.reasonOf(error), this.#envelope.isSealed],
      ],
    );
    const [row] = rows;
    if (row === undefined || row.count >= this.parkedKeysMax) {
      throw new TooManyParked(at, this.parkedKeysMax, { cause: error });
    }
    return row.id;
  }

  /** At the end of their keys' queues, in the order given. */
  async queue(
    client: pg.PoolClient,
    queued: readonly { readonly parkedKey: string; readonly message: Incoming }[],
  ): Promise<void> {
    if (queued.length === 0) return;
    const messages = queued.map(({ message }) => message);
    await client.query(
      `insert into ${this.schema}.parked_messages (parked_key, "offset", headers, value, sealed)
       select about.parked_key, about."offset", part.headers, part.value, $8
       from ${packedRows(1)}
       join unnest($6::int8[], $7::int8[]) with ordinality as about(parked_key, "offset", n) using (n) order by n`,
      [
        ...packedParameters(messages.map((message) => this.#envelope.close('parked message', message))),
        queued.map(({ parkedKey }) => parkedKey),
        messages.map(({ offset }) => offset),
        this.#envelope.isSealed,
      ],
    );
  }
}
