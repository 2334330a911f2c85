import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { migrate } from '@loyalty/postgres';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { openDataSource, SCHEMA } from './data-source.js';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations', import.meta.url));

describe('The schema of campaign', () => {
  let server: TestPostgres;
  let database: TestDatabase;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    await migrate(database.pool, { schema: SCHEMA, directory: MIGRATIONS });
  });

  afterAll(async () => {
    await database?.drop();
  });
  afterAll(() => server?.stop());

  it('is the same to the migrations and to the entities', async () => {
    expect(await driftOf(database)).toEqual([]);
  });

  it('is seen to differ when a column is changed behind the entities’ back', async () => {
    await database.pool.query('alter table campaign.campaigns add column nickname text');
    expect(await driftOf(database)).toEqual(['ALTER TABLE "campaign"."campaigns" DROP COLUMN "nickname"']);
  });
});

/** The statements that TypeORM would run to make the database as the entities say. */
async function driftOf(database: TestDatabase): Promise<readonly string[]> {
  const dataSource = await openDataSource({ url: database.url, connectionsMax: 1 });
  try {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  } finally {
    await dataSource.destroy();
  }
}
