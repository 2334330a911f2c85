import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPool } from '@loyalty/postgres';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHome, loyalty, RunningProgram, summaryOf, type TestHome } from './program.fixture.js';
import { processesOn } from './processes.fixture.js';

interface Summary {
  readonly equal: boolean;
  readonly events: number;
  readonly seconds: number;
  readonly differing?: number;
  readonly differences?: readonly { readonly table: string; readonly account: string }[];
}

interface Balances {
  readonly items: readonly { readonly account: string; readonly version: number }[];
}

describe('loyalty rebuild balance', () => {
  let home: TestHome;
  let program: RunningProgram | undefined;

  beforeEach(async () => {
    home = await createHome();
    program = await RunningProgram.start(home.directory, ['start']);
  });
  afterEach(async () => {
    await program?.stop();
    await home.remove();
  });

  const rebuild = () => loyalty(['rebuild', 'balance', '--home', home.directory, '--json']);
  const balances = async () => (await program?.get<Balances>('/v1/balances'))?.body.items ?? [];

  it('says that both are equal, with a server that runs and with none', async () => {
    const before = await balances();
    expect(before).toHaveLength(1);
    const beside = await rebuild();
    expect(beside).toMatchObject({ code: 0 });
    const { equal, events, seconds } = summaryOf<Summary>(beside);
    expect({ equal, events: events > 1, seconds: seconds > 0 }).toEqual({ equal: true, events: true, seconds: true });
    expect(await balances()).toEqual(before);

    await program?.stop();
    expect(summaryOf<Summary>(await rebuild())).toMatchObject({ equal: true, events });
    expect(await processesOn(home.directory)).toEqual([]);
    program = await RunningProgram.start(home.directory);
    expect(await balances()).toEqual(before);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'that is cut off by %s leaves what serves, and can be begun again',
    async (signal) => {
      const before = await balances();
      expect(await program?.post('/v1/projections/balance/rebuild', {})).toMatchObject({ status: 202 });
      const code = await program?.stop(signal);
      if (signal === 'SIGTERM') {
        expect(code).toBe(0);
        expect(await processesOn(home.directory)).toEqual([]);
      }
      program = await RunningProgram.start(home.directory);
      expect(await balances()).toEqual(before);
      expect(summaryOf<Summary>(await rebuild())).toMatchObject({ equal: true });
      expect(await balances()).toEqual(before);
    },
  );

  it('lists what was changed by hand, refuses the switch, and ends with 1', async () => {
    const [account] = await balances();
    const { databaseUrl } = JSON.parse(await readFile(join(home.directory, 'server.json'), 'utf8'));
    const pool = createPool(databaseUrl, { max: 1 });
    await pool.query(`update balance_v3.accounts set wallets = '{"points": [999999, 0, 0, 0]}'`);
    await pool.end();

    const refused = await rebuild();
    expect(refused.code).toBe(1);
    expect(summaryOf<Summary>(refused)).toMatchObject({
      equal: false,
      differing: 1,
      differences: [
        { table: 'accounts', account: account?.account, serving: [{ wallets: { points: [999_999, 0, 0, 0] } }] },
      ],
    });
    expect(refused.stderr).toContain(`${account?.account} in accounts:`);
  });

  it('is for whoever administers, and for nobody else', async () => {
    const made = await loyalty([
      'keys',
      'create',
      '--name',
      'x',
      '--scopes',
      'balances:read,reports:read',
      '--home',
      home.directory,
      '--json',
    ]);
    const { key } = summaryOf<{ key: string }>(made);
    const headers = { authorization: `Bearer ${key}` };
    const answer = await program?.request('POST', '/v1/projections/balance/rebuild', undefined, headers);
    expect(answer).toMatchObject({ status: 403 });
    expect(await program?.get('/v1/projections/balance/rebuild')).toMatchObject({
      status: 404,
      body: { code: 'rebuild_not_found' },
    });
  });
});
