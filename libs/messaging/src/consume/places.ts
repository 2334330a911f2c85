import type pg from 'pg';
import type { TopicPartition } from '../messaging.js';
import type { Place } from './segments.js';

/** The place is no longer where it was believed to be: somebody else goes on with the partition. */
export class PlaceMoved extends Error {
  constructor({ topic, partition }: TopicPartition) {
    super(`partition ${partition} of ${topic} was gone on with by somebody else`);
    this.name = 'PlaceMoved';
  }
}

export class Places {
  constructor(
    /** Quoted. */
    private readonly schema: string,
    private readonly group: string,
  ) {}

  async load(pool: pg.Pool, { topic, partition }: TopicPartition): Promise<Place> {
    const parameters = [this.group, topic, partition];
    await pool.query(
      `insert into ${this.schema}.places (group_name, topic, partition) values ($1, $2, $3) on conflict do nothing`,
      parameters,
    );
    const { rows } = await pool.query<{ next: string; position: string }>(
      `select next, position from ${this.schema}.places where group_name = $1 and topic = $2 and partition = $3`,
      parameters,
    );
    return { next: Number(rows[0]?.next), position: Number(rows[0]?.position) };
  }

  /**
   * The first thing that a transaction does: it holds the place until the commit, so that of two who believe to have the
   * partition one goes through, and the other finds it moved.
   */
  async move(
    client: pg.PoolClient,
    partition: TopicPartition,
    { from, to }: { from: Place; to: Place },
  ): Promise<void> {
    const { rowCount } = await client.query({
      name: `move-place-${this.schema}`,
      text: `update ${this.schema}.places set next = $6, position = $7
        where group_name = $1 and topic = $2 and partition = $3 and next = $4 and position = $5`,
      values: [this.group, partition.topic, partition.partition, from.next, from.position, to.next, to.position],
    });
    if (rowCount !== 1) throw new PlaceMoved(partition);
  }
}
