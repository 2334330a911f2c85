import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '@loyalty/postgres';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import type { DataSource } from 'typeorm';
import { aMug } from '../../testing/rewards.fixture.js';
import { MIGRATIONS, openDataSource, SCHEMA } from './data-source.js';
import { typeormRewards } from './reward-catalogue.js';

describe('The schema of redemption', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    await migrate(database.pool, { schema: SCHEMA, directory: MIGRATIONS });
    source = await openDataSource({ url: database.url, connectionsMax: 4 });
  });
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
    await server?.stop();
  });

  const drift = async () => (await source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);

  it('keeps every version of a reward, and answers the newest', async () => {
    const rewards = typeormRewards(source);
    const by = { actor: 'key_1', at: Date.UTC(2026, 0, 1) };
    const first = await rewards.put('mug', aMug({ stock: 2 }), by);
    expect(await rewards.put('mug', aMug({ stock: 2 }), by)).toEqual(first);
    const second = await rewards.put('mug', aMug(), by);
    expect([first.version, second.version]).toEqual([1, 2]);
    await rewards.put('cup', aMug({ programme: 'coffee' }), by);
    expect(await rewards.find('mug')).toEqual(second);
    expect((await rewards.list()).map(({ id, version }) => [id, version])).toEqual([
      ['cup', 1],
      ['mug', 2],
    ]);
    expect((await rewards.list('coffee')).map(({ id }) => id)).toEqual(['cup']);
    expect(await rewards.find('none')).toBeUndefined();
  });

  it('gives two who put one reward at once two versions', async () => {
    const rewards = typeormRewards(source);
    const by = { actor: 'key_1', at: 0 };
    const put = await Promise.all([1, 2, 3, 4].map((stock) => rewards.put('race', aMug({ stock }), by)));
    expect(put.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
  });

  it('is the same to the migrations and to the entities, and is seen to differ', async () => {
    expect(await drift()).toEqual([]);
    await database.pool.query('alter table redemption.rewards add column colour text');
    expect(await drift()).toEqual(['ALTER TABLE "redemption"."rewards" DROP COLUMN "colour"']);
  });
});
