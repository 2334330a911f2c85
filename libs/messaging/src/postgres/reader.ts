import type { Received, TopicPartition } from '../messaging.js';
import type { PartitionSource } from '../members/partition-run.js';
import { unpack, type StoredMessage } from './packed.js';
import type { BusTables, Topics } from './topics.js';

interface Row extends StoredMessage {
  readonly first: string;
  readonly next: string;
  readonly offset: string | null;
  readonly sent_at: string;
}

export class Reader implements PartitionSource {
  readonly #sql: string;

  constructor(
    private readonly tables: BusTables,
    private readonly topics: Topics,
  ) {
    this.#sql = tailSql(tables.schema);
  }

  async tail(
    partition: TopicPartition,
    from: number,
    limit: number,
  ): Promise<{ messages: readonly Received[]; end: number }> {
    const rows = await this.#rows(partition, from, limit);
    const messages = rows.flatMap((row): Received[] =>
      row.offset === null
        ? []
        : [{ ...partition, ...unpack(row), offset: Number(row.offset), sentAt: Number(row.sent_at) }],
    );
    return { messages, end: Number(rows[0]?.next) };
  }

  async bounds(partition: TopicPartition): Promise<{ first: number; next: number }> {
    const [head] = await this.#rows(partition, 0, 0);
    return { first: Number(head?.first), next: Number(head?.next) };
  }

  async #rows(partition: TopicPartition, from: number, limit: number): Promise<readonly Row[]> {
    const topic = await this.topics.idOf(partition);
    const { rows } = await this.tables.pool.query<Row>({
      name: `read-${this.tables.schema}`,
      text: this.#sql,
      values: [topic, partition.partition, from, limit],
    });
    return rows;
  }
}

/** The head is in every row, read with the messages in one statement: what they say of each other is true. */
function tailSql(schema: string): string {
  return `
select head.first, head.next, tail."offset", tail.sent_at, tail.key, tail.headers, tail.value
from ${schema}.heads as head
left join lateral (
  select "offset", sent_at, key, headers, value from ${schema}.messages
  where topic = head.topic and partition = head.partition and "offset" >= greatest($3::int8, head.first)
  order by "offset" limit $4::int8
) as tail on true
where head.topic = $1::int4 and head.partition = $2::int4
order by tail."offset"`;
}
