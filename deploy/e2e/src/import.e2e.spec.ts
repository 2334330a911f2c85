import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { byHand } from './by-hand.fixture.js';
import { processesOn } from './processes.fixture.js';
import {
  beginLoyalty,
  createHome,
  EXAMPLES,
  loyalty,
  RunningProgram,
  summaryOf,
  type TestHome,
} from './program.fixture.js';
import { giftShopFile } from './gift-shop.fixture.js';

const MAPPING = join(EXAMPLES, 'imports', 'online-retail.yaml');

/** What an operator does with a shop's history: check, apply, import, import again, export, verify. */
describe('A shop’s history', () => {
  let home: TestHome;
  let file: string;
  const shop = giftShopFile({ seed: 7, invoices: 300, customers: 20 });
  const onHome = (...args: string[]) => loyalty([...args, '--home', home.directory, '--json'], { cwd: home.directory });

  beforeAll(async () => {
    home = await createHome();
    file = join(home.directory, 'history.csv.gz');
    await writeFile(file, gzipSync(shop.csv));
  });
  afterAll(() => home.remove());

  const importAll = async () => summaryOf(await onHome('import', 'purchases', file, '--mapping', MAPPING));

  it('is imported, and imported again adds nothing', async () => {
    const { purchases, returns } = shop;
    const first = await importAll();
    expect(first).toMatchObject({
      purchases,
      returns,
      points: shop.earned,
      takenBack: shop.takenBack,
      rejected: 1,
      repeated: 0,
    });
    expect(await importAll()).toMatchObject({
      purchases: 0,
      returns: 0,
      points: 0,
      takenBack: 0,
      repeated: purchases + returns,
    });
  });

  it('brings its programme with it', async () => {
    const applied = await onHome('programme', 'apply', join(EXAMPLES, 'programmes', 'gift-shop.yaml'));
    expect(summaryOf(applied)).toEqual({ programme: 'gift-shop', version: 1, changed: false });
  });

  it('leaves a report of what was not taken, with lines and reasons', async () => {
    const report = await readFile(join(home.directory, 'history.csv.gz.report.csv'), 'utf8');
    expect(report).toContain(`${shop.refusedLine},rejected,${shop.refusedInvoice},price_below_zero`);
    expect(report).toContain('unmatched');
  });

  it('comes out as the balances that a computation apart from ours arrives at', async () => {
    const { stdout } = await loyalty(['export', 'balances', '--format', 'csv', '--home', home.directory]);
    const [header, ...rows] = stdout.trim().split('\n');
    expect(header).toBe('account,member,externalId,wallet,available,held,pending');
    const balances = rows
      .map((row) => row.split(','))
      .map(([, , customer, , available]) => [customer, Number(available)]);
    expect(Object.fromEntries(balances)).toEqual(Object.fromEntries(shop.balances));
  });

  it('is exported by the server that runs on the home, too', async () => {
    const server = await RunningProgram.start(home.directory);
    try {
      const exported = await onHome('export', 'balances');
      const rows = exported.stdout.trim().split('\n').slice(1, -1);
      expect(rows).toHaveLength(shop.balances.size);
      expect(summaryOf(exported)).toEqual({ rows: rows.length });
    } finally {
      await server.stop();
    }
  });

  it.each([['verify'], ['rebuild balance']])(
    'is not looked for where nothing was ever kept: %s of a home that was misspelled',
    async (command) => {
      const misspelled = join(home.directory, 'misspelled');
      const { code, stdout, stderr } = await loyalty([...command.split(' '), '--home', misspelled, '--json']);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toBe(`loyalty: there is no installation in ${misspelled}; name its directory with --home\n`);
      expect(await readdir(home.directory)).not.toContain('misspelled');
    },
  );

  it('verifies, until one byte of one row is changed by hand: then the place is named', async () => {
    const sound = await onHome('verify');
    expect([sound.code, summaryOf<{ ok: boolean }>(sound).ok]).toEqual([0, true]);

    const row = await byHand(
      home.directory,
      `update ledger.events set payload = overlay(payload placing '7' from position('"points"' in payload) + 9 for 1)
       where (shard, position) = (select shard, position from ledger.events where type like 'PointsEarned%' order by shard, position limit 1)
       returning shard, position`,
    );
    const broken = await onHome('verify');
    expect(broken.code).toBe(1);
    expect(summaryOf(broken)).toMatchObject({ ok: false, shard: row['shard'], position: Number(row['position']) });
  });
});

describe('The server that a command brings up', () => {
  it('ends in order by itself when the command is killed', async () => {
    const home = await createHome();
    // Nobody ever writes to it: the import stays under way.
    const file = join(home.directory, 'history.csv');
    execFileSync('mkfifo', [file]);
    const importing = beginLoyalty(['import', 'purchases', file, '--mapping', MAPPING, '--home', home.directory]);
    const isUp = async () => (await readdir(home.directory)).includes('server.json');
    await until(isUp);
    expect(await processesOn(home.directory)).toContainEqual(expect.stringContaining('serve'));

    importing.kill('SIGKILL');
    await until(async () => (await processesOn(home.directory)).length === 0);
    expect(await isUp()).toBe(false);
    await home.remove();
  });
});

describe('loyalty programme check', () => {
  it('says what is wrong, with line and column, and exits with 1', async () => {
    const home = await createHome();
    const file = join(home.directory, 'wrong.yaml');
    await writeFile(file, 'id: shop\nname: Shop\ncurency: EUR\n');
    const { code, stderr } = await loyalty(['programme', 'check', file]);
    await home.remove();
    expect(code).toBe(1);
    expect(stderr).toContain(`${file}:3:1 unknown_field`);
  });
});

describe('loyalty keys', () => {
  it('makes a key with scopes, which works until it is revoked', async () => {
    const home = await createHome();
    const server = await RunningProgram.start(home.directory);
    try {
      const args = ['--home', home.directory, '--json'];
      const made = await loyalty(['keys', 'create', '--name', 'till 7', '--scopes', 'members:read', ...args]);
      const { id, key } = summaryOf<{ id: string; key: string }>(made);
      const ask = async (path: string) =>
        (await fetch(server.url + path, { headers: { authorization: `Bearer ${key}` } })).status;
      expect(await ask('/v1/balances')).toBe(403);
      expect(await ask('/v1/members')).toBe(200);
      expect((await loyalty(['keys', 'revoke', id, '--reason', 'it was lost', ...args])).code).toBe(0);
      await until(async () => (await ask('/v1/members')) === 401);
      expect((await loyalty(['keys', 'list', ...args])).stdout).not.toContain(key);
    } finally {
      await server.stop();
      await home.remove();
    }
  });
});

/** The test's own time limit is the bound. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
