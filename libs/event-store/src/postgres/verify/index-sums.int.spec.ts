import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import type pg from 'pg';
import { add, claimOf, settable } from '../../tally.features.js';
import { createPostgresStore } from '../postgres-store.js';
import { IndexSums } from './index-sums.js';

describe('IndexSums', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let client: pg.PoolClient;

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    database = await createTestDatabase(server);
    // A record time of today: it does not fit into 32 bits.
    const store = await createPostgresStore({ clock: settable(1_796_000_000_123), url: database.url, shards: 2 });
    for (let index = 0; index < 6; index += 1) {
      await store.execute(add(randomUUID(), 1, { claims: [claimOf(`key${index}`)], tags: ['all', `tag${index}`] }));
    }
    await store.close();
    client = await database.pool.connect();
  });
  afterEach(async () => {
    client.release();
    await database.drop();
  });

  async function agree(): Promise<boolean> {
    const sums = new IndexSums(client, 'ledger');
    await sums.settled();
    const { rows } = await client.query<Row>('select * from ledger.events');
    for (const row of rows) {
      const stream = Buffer.from(row.stream.replaceAll('-', ''), 'hex');
      sums.add({ ...row, stream, position: Number(row.position), recordedAt: Number(row.recorded_at) });
    }
    return sums.agree();
  }

  it('agree when the indexes are what the events make', async () => {
    expect(await agree()).toBe(true);
  });

  it.each([
    ['two claims change their streams', swap('claims', 'key', 'stream')],
    [
      'a version is another',
      'update ledger.claims set version = version + 1 where key = (select key from ledger.claims limit 1)',
    ],
    ['a claim is missing', 'delete from ledger.claims where key = (select key from ledger.claims limit 1)'],
    ['two tags change their streams', swap('tags', 'tag', 'stream')],
    ['a record time is later', 'update ledger.tags set recorded_at = recorded_at + 4294967297'],
    ['a tag is missing', 'delete from ledger.tags where tag = (select tag from ledger.tags limit 1)'],
  ])('differ when %s', async (_, tamper) => {
    await client.query(tamper);
    expect(await agree()).toBe(false);
  });
});

interface Row {
  readonly stream: string;
  readonly shard: number;
  readonly position: string;
  readonly version: number;
  readonly recorded_at: string;
  readonly claims: string | null;
  readonly tags: string | null;
}

/** Two rows of different streams take each other's values. */
function swap(table: string, key: string, columns: string): string {
  const values = columns.split(', ').map((column) => `${column} = other.${column}`);
  return `
    with ends as (select * from (select *, row_number() over (order by stream, ${key}) as at, count(*) over () as count
      from ledger.${table}) as numbered where at in (1, count))
    update ledger.${table} as row set ${values.join(', ')} from ends as this, ends as other
    where row.${key} = this.${key} and row.stream = this.stream and other.at <> this.at`;
}
