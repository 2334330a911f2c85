import type pg from 'pg';
import { UnknownTopic, type Topic, type TopicPartition } from '../messaging.js';
import { refuseMismatch } from '../topic-differences.js';
import { inTransaction } from '../transaction.js';

export interface BusTables {
  readonly pool: pg.Pool;
  /** Quoted. */
  readonly schema: string;
}

interface KnownTopic {
  readonly id: number;
  readonly topic: Topic;
}

/** Topics are only ever made, so what is known of one stays true. */
export class Topics {
  readonly #known = new Map<string, KnownTopic>();

  constructor(private readonly tables: BusTables) {}

  async declare(topics: readonly Topic[]): Promise<void> {
    await inTransaction(this.tables.pool, async (client) => {
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${this.tables.schema} topics`]);
      const missing: Topic[] = [];
      for (const topic of topics) {
        const found = await this.#find(client, topic.name);
        if (found === undefined) missing.push(topic);
        else refuseMismatch(topic, found.topic);
      }
      for (const topic of missing) await this.#make(client, topic);
    });
  }

  async partitions(name: string): Promise<number> {
    return (await this.#get(name)).topic.partitions;
  }

  async idOf({ topic, partition }: TopicPartition): Promise<number> {
    const known = await this.#get(topic);
    if (!Number.isInteger(partition) || partition < 0 || partition >= known.topic.partitions) {
      throw new Error(`${topic} has no partition ${partition}`);
    }
    return known.id;
  }

  async #get(name: string): Promise<KnownTopic> {
    const known = this.#known.get(name) ?? (await this.#find(this.tables.pool, name));
    if (known === undefined) throw new UnknownTopic(name);
    this.#known.set(name, known);
    return known;
  }

  async #find(on: pg.Pool | pg.PoolClient, name: string): Promise<KnownTopic | undefined> {
    const { rows } = await on.query<{ id: number; partitions: number; retention: string | null; compacted: boolean }>(
      `select id, partitions, retention_ms as retention, compacted from ${this.tables.schema}.topics where name = $1`,
      [name],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    const { id, partitions, retention, compacted } = row;
    return { id, topic: { name, partitions, retentionMs: retention === null ? null : Number(retention), compacted } };
  }

  async #make(client: pg.PoolClient, { name, partitions, retentionMs, compacted }: Topic): Promise<void> {
    await client.query(
      `with made as (
         insert into ${this.tables.schema}.topics (name, partitions, retention_ms, compacted) values ($1, $2, $3, $4)
         returning id
       )
       insert into ${this.tables.schema}.heads (topic, partition) select id, generate_series(0, $2::int4 - 1) from made`,
      [name, partitions, retentionMs, compacted],
    );
  }
}
