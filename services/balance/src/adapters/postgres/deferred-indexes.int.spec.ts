import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, beforeAll, expect, describe, it } from '@jest/globals';
import { makeBuild, prepareServing } from './builds.js';
import { deferIndexes } from './deferred-indexes.js';

describe('Indexes of a build that is being filled', () => {
  let server: TestPostgres;
  let database: TestDatabase;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
  });
  afterAll(async () => {
    await database.drop();
    await server.stop();
  });

  /** Of all indexes and keys. */
  const definitions = async () => {
    const { rows } = await database.pool.query<{ definition: string }>(
      `select pg_get_indexdef(indexrelid) as definition from pg_index
       where indrelid in (select oid from pg_class where relnamespace = 'balance_v2_g2'::regnamespace)
       union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
       where connamespace = 'balance_v2_g2'::regnamespace order by 1`,
    );
    return rows.map(({ definition }) => definition);
  };

  it('are put off, but for those by which rows are found again, and are all there in the end', async () => {
    await prepareServing(database.pool, 2, 2);
    const build = await makeBuild(database.pool, 2, 2);
    const all = await definitions();
    const make = await deferIndexes(database.pool, build);
    const kept = (await definitions()).filter((definition) => definition.startsWith('CREATE'));
    expect(kept.map((definition) => /INDEX (\w+)/.exec(definition)?.[1]).sort()).toEqual([
      'accounts_pkey',
      'checkpoints_pkey',
      'holds_pkey',
      'lots_by_account',
      'migrations_pkey',
    ]);
    await make();
    expect(await definitions()).toEqual(all);
  });
});
