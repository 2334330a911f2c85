import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHome, loyalty, RunningProgram, summaryOf, type TestHome } from './program.fixture.js';
import { until } from './until.fixture.js';

const FIXTURE = fileURLToPath(new URL('../fixtures/home-0.1', import.meta.url));

interface Balances {
  readonly items: readonly { readonly account: string; readonly wallets: readonly { readonly available: number }[] }[];
}

interface Sent {
  readonly sent: { readonly externalId: string };
  readonly answer: Record<string, unknown>;
}

interface Answers {
  readonly clock: string;
  readonly purchases: readonly Sent[];
  readonly returns: readonly Sent[];
  readonly balances: Balances;
}

interface Returned {
  readonly takenBack: readonly { readonly points: number }[];
  readonly matched: readonly { readonly purchase: string; readonly quantity: string; readonly points: number }[];
  readonly code?: string;
}

/** The tests build on each other: what an old home goes through when today's product takes it over. */
describe('A home that release 0.1 wrote', () => {
  let postgres: TestPostgres;
  let database: TestDatabase;
  let home: TestHome;
  let shop: RunningProgram;
  let started: RunningProgram | undefined;
  let old: Answers;
  let migrationsBefore: number;

  beforeAll(async () => {
    old = JSON.parse(await readFile(join(FIXTURE, 'answers.json'), 'utf8')) as Answers;
    postgres = await startTestPostgres();
    database = await createTestDatabase(postgres);
    await database.pool.query(await readFile(join(FIXTURE, 'home.sql'), 'utf8'));
    migrationsBefore = await migrations();
    home = await createHome();
    for (const file of ['secrets.json', 'admin.key']) await copyFile(join(FIXTURE, file), join(home.directory, file));
    const clock = ['serve', '--test-clock', old.clock];
    started = await RunningProgram.start(home.directory, clock, { DATABASE_URL: database.url });
    shop = started;
  });
  afterAll(async () => {
    await started?.stop();
    await home.remove();
    await database.drop();
    await postgres.stop();
  });

  const migrations = async () => {
    const { rows } = await database.pool.query<{ count: number }>(
      'select count(*)::int as count from (table ledger.migrations union table balance.migrations) as applied',
    );
    return rows[0]?.count ?? 0;
  };
  const run = (...command: string[]) =>
    loyalty([...command, '--home', home.directory, '--json'], { environment: { DATABASE_URL: database.url } });
  const balances = async () => (await shop.get<Balances>('/v1/balances')).body;
  const available = async (index: number) => {
    const account = old.balances.items[index]?.account;
    return (await balances()).items.find((each) => each.account === account)?.wallets[0]?.available;
  };
  const giveBack = (externalId: string, more: Record<string, unknown>) =>
    shop.post<Returned>('/v1/returns', { source: 'till-1', externalId, occurredAt: '2026-03-01T12:00:00Z', ...more });

  it('is migrated, with the key that opened it, and holds what it held', async () => {
    // The read model of today's version is built beside the old one first.
    await until(async () => (await shop.get('/health/ready')).status === 200);
    expect(await migrations()).toBeGreaterThan(migrationsBefore);
    expect(await balances()).toEqual(old.balances);
    expect(old.balances.items.map(({ wallets }) => wallets[0]?.available)).toEqual([145, 124]);
  });

  it('is proven as it was written, and its read models are what its ledger says', async () => {
    const { rows } = await database.pool.query<{ events: number }>(
      'select sum(position)::int as events from ledger.heads',
    );
    const verified = await run('verify');
    expect(verified.code).toBe(0);
    expect(summaryOf(verified)).toMatchObject({ ok: true, events: rows[0]?.events });
    expect(summaryOf(await run('rebuild', 'balance'))).toMatchObject({ equal: true, events: rows[0]?.events });
    expect(await balances()).toEqual(old.balances);
  });

  it('recognises every purchase and return that it has answered, and answers as it did', async () => {
    for (const [path, sent] of [
      ['/v1/purchases', old.purchases],
      ['/v1/returns', old.returns],
    ] as const) {
      for (const each of sent) {
        const again = await shop.post(path, each.sent);
        expect([again.status, again.body]).toEqual([200, { ...each.answer, repeated: true }]);
      }
    }
    expect(await balances()).toEqual(old.balances);
  });

  it('refuses the same receipt with other content', async () => {
    const [first] = old.purchases;
    const other = await shop.post('/v1/purchases', { ...first?.sent, store: 'hamburg-1' });
    expect(other.status).toBe(409);
  });

  it('takes back of an old purchase what its partial return has left', async () => {
    const purchase = { source: 'till-1', externalId: 'R-1' };
    const tooMuch = await giveBack('N-1', { purchase, lines: [{ id: '1', quantity: '3' }] });
    expect([tooMuch.status, tooMuch.body.code]).toEqual([409, 'more_than_bought']);
    // Three for 100 points: one went back for 34.
    const rest = await giveBack('N-2', { purchase, lines: [{ id: '1', quantity: '2' }] });
    expect(rest.body.takenBack).toEqual([{ wallet: 'points', points: 66, shortfall: 0 }]);
    await until(async () => (await available(0)) === 145 - 66);
  });

  it('finds by a blind return what an old blind return has left', async () => {
    const blind = await giveBack('N-3', { member: { card: '4007' }, lines: [{ sku: 'CUP', quantity: '5' }] });
    // Seven for 69 points: two went back for 20.
    expect(blind.body.matched).toMatchObject([{ quantity: '5', points: 49 }]);
    await until(async () => (await available(0)) === 145 - 66 - 49);
  });

  it('knows who its members are, and what waits for a stranger', async () => {
    const bob = await shop.post('/v1/members/lookup', { card: '4032' });
    expect(bob.status).toBe(200);
    expect(await available(1)).toBe(124);
    await shop.post('/v1/members', { source: 'crm', externalId: 'eve', card: '4999' });
    const held = async () => (await balances()).items.map(({ wallets }) => wallets[0]?.available);
    await until(async () => (await held()).includes(50));
  });

  it('is still proven after all this', async () => {
    expect(summaryOf(await run('verify'))).toMatchObject({ ok: true });
  });
});
