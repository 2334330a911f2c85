import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { BEGINS } from '../../demo/partners-month.mjs';
import { Client } from './client.fixture.js';
import { createHome, loyalty, RunningProgram, summaryOf, type TestHome } from './program.fixture.js';
import { RunningServices } from './services.fixture.js';
import { settlementFeatures } from './settlement.features.js';

const alone: string[] = [];
const apart: string[] = [];

interface Checked {
  readonly difference: string;
  readonly entries: number;
  readonly closed: number;
  readonly differences: readonly { readonly what: string }[];
}

describe('Settlement in one process', () => {
  let postgres: TestPostgres;
  let database: TestDatabase;
  let home: TestHome;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    database = await createTestDatabase(postgres);
    home = await createHome();
    environment = { DATABASE_URL: database.url };
  });
  afterAll(async () => {
    await database?.drop();
    await postgres?.stop();
    await home?.remove();
  });

  settlementFeatures(async () => {
    const program = await RunningProgram.start(home.directory, ['serve', '--test-clock', BEGINS], environment);
    return {
      client: program,
      withScopes: async (scopes) => new Client(program.urlOf, await keyOf(scopes)),
      close: async () => void (await program.stop()),
    };
  }, alone);

  const keyOf = (scopes: string) => newKey(scopes, ['--home', home.directory], environment);
  const check = async () => {
    const ended = await loyalty(['settlement', 'check', '--home', home.directory, '--json'], { environment });
    return [ended.code, summaryOf<Checked>(ended)] as const;
  };

  it('is checked by a command, which names what was changed by hand and ends with 1', async () => {
    const [code, found] = await check();
    expect([code, found]).toMatchObject([0, { difference: '0', closed: 1, differences: [] }]);
    expect(found.entries).toBeGreaterThan(50);
    await database.pool.query(
      `update analytics.movements set points = points + 5
       where (shard, position, part) = (select shard, position, part from analytics.movements where kind = 'issued' and party = 'bank' limit 1)`,
    );
    const [wrong, differing] = await check();
    expect([wrong, differing.differences.map(({ what }) => what)]).toEqual([1, ['issued of points', 'money in EUR']]);
  });
});

describe('Settlement where analytics is a process of its own', () => {
  settlementFeatures(async () => {
    const services = await RunningServices.prepare({ LOYALTY_TEST_CLOCK: BEGINS });
    await services.start('accrual', 'enrollment', 'redemption', 'campaign', 'analytics');
    const environment = { DATABASE_URL: services.database.url };
    const home = await createHome();
    return {
      client: services.client(),
      withScopes: async (scopes) => services.clientOf(await newKey(scopes, ['--home', home.directory], environment)),
      async close() {
        await services.close();
        await home.remove();
      },
    };
  }, apart);

  it('says what one process says, to the byte', () => {
    expect(apart.length).toBeGreaterThan(0);
    expect(apart).toEqual(alone);
  });
});

async function newKey(scopes: string, where: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const args = ['keys', 'create', '--name', scopes, '--scopes', scopes, ...where, '--json'];
  return summaryOf<{ key: string }>(await loyalty(args, { environment })).key;
}
