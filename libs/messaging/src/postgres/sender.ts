import { refusedWith } from '@loyalty/postgres';
import { BusUnavailable, SendUncertain, type Message, type TopicPartition } from '../messaging.js';
import { nameOf } from '../partition-name.js';
import { withClient } from '../transaction.js';
import { packedParameters, packedRows } from './packed.js';
import type { BusTables, Topics } from './topics.js';

/** Sends to one partition one after the other, to several at once. */
export class Sender {
  readonly #underWay = new Map<string, Promise<unknown>>();
  readonly #sql: string;
  #closed = false;

  constructor(
    private readonly tables: BusTables,
    private readonly topics: Topics,
  ) {
    this.#sql = sendSql(tables.schema);
  }

  async send(partition: TopicPartition, messages: readonly Message[]): Promise<number> {
    if (this.#closed) throw new BusUnavailable('the bus is closed');
    const name = nameOf(partition);
    const before = this.#underWay.get(name);
    const sending = (before ?? Promise.resolve()).then(() => this.#take(partition, messages));
    // Whoever comes next waits for it and does not mind how it ended.
    const over = sending.then(
      () => undefined,
      () => undefined,
    );
    this.#underWay.set(name, over);
    try {
      return await sending;
    } finally {
      if (this.#underWay.get(name) === over) this.#underWay.delete(name);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#underWay.values());
  }

  async #take(partition: TopicPartition, messages: readonly Message[]): Promise<number> {
    const topic = await this.topics.idOf(partition);
    let isAsked = false;
    try {
      const { rows } = await withClient(this.tables.pool, (client) => {
        isAsked = true;
        return client.query<{ first: string }>({
          name: `send-${this.tables.schema}`,
          text: this.#sql,
          values: [topic, partition.partition, messages.length, ...packedParameters(messages)],
        });
      });
      return Number(rows[0]?.first);
    } catch (error) {
      if (!isAsked) throw new BusUnavailable('the database of the bus cannot be reached', { cause: error });
      const refused = refusedWith(error);
      if (refused === undefined) throw new SendUncertain(partition.topic, partition.partition, { cause: error });
      if (/^(40|53|55)/.test(refused)) throw new BusUnavailable('the database of the bus refused', { cause: error });
      throw error;
    }
  }
}

function sendSql(schema: string): string {
  return `
with head as (
  update ${schema}.heads
  set next = next + $3::int8, sent_at = greatest(sent_at, floor(extract(epoch from clock_timestamp()) * 1000)::int8)
  where topic = $1::int4 and partition = $2::int4
  returning next - $3::int8 as first, sent_at
), taken as (
  insert into ${schema}.messages (topic, partition, "offset", sent_at, key, headers, value)
  select $1::int4, $2::int4, head.first + part.n - 1, head.sent_at, part.key, part.headers, part.value
  from head cross join ${packedRows(4)}
)
select first from head`;
}
