import { createPostgresStore, type PostgresStore } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { encodeCursor, fromId } from '@loyalty/service-host';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type BalanceApp, startBalance } from './balance-app.fixture.js';
import { LedgerShop, SetClock, type ShopAccount } from './ledger-shop.fixture.js';
import { playRandomHistory } from './random-history.fixture.js';
import { seeded } from './seeded.fixture.js';

const SHARDS = 4;

interface Item {
  readonly id: string;
  readonly account: string;
  readonly member: string;
  readonly sequence: number;
  readonly version: number;
}

describe('The feed', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let store: PostgresStore;
  let service: BalanceApp;
  let shop: LedgerShop;
  let accounts: readonly ShopAccount[];
  const clock = new SetClock(Date.UTC(2026, 0, 1));

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await createTestDatabase(server);
    store = await createPostgresStore({ url: database.url, clock, shards: SHARDS, categories: [accountStream] });
    shop = new LedgerShop(store);
    accounts = Array.from({ length: 12 }, () => shop.open());
    service = await startBalance({ store, url: database.url, clock });
  });
  afterEach(async () => {
    await service.close();
    await store.close();
    await database.drop();
  });

  const play = (seed: number, steps: number) =>
    playRandomHistory({ shop, clock, random: seeded(seed), accounts, steps });

  const page = async (limit: number, after: string | undefined): Promise<{ items: Item[]; next: string }> => {
    const query = after === undefined ? '' : `&after=${after}`;
    const { status, body } = await service.get(`/v1/feed?limit=${limit}${query}`);
    expect(status).toBe(200);
    return body;
  };

  /** Reads on, in pages of any size, until a page is empty and `done` has been said before it was asked for. */
  const readUntil = async (done: () => boolean, seed: number) => {
    const random = seeded(seed);
    const items: Item[] = [];
    let after: string | undefined;
    for (;;) {
      const wasDone = done();
      const { items: some, next } = await page(1 + random(9), after);
      items.push(...some);
      after = next;
      if (wasDone && some.length === 0) return { items, after };
    }
  };

  const expectAllOnce = async (items: readonly Item[]) => {
    for (const account of accounts) {
      const versions = items.filter((item) => item.account === account.id).map(({ version }) => version);
      const { version } = await shop.account(account);
      expect(versions).toEqual(Array.from({ length: version }, (_, at) => at + 1));
    }
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  };

  it.each([1, 2, 3])(
    'gives every entry once, in the order of its account, while it is written (seed %i)',
    async (seed) => {
      let written = false;
      const reading = readUntil(() => written, seed);
      await Promise.all([play(seed, 250), play(seed + 10, 250)]);
      written = true;
      const { items } = await reading;
      expect(items.length).toBeGreaterThan(200);
      await expectAllOnce(items);
    },
  );

  it('goes on where it was after the read model was rebuilt and switched', async () => {
    await play(1, 150);
    const first = await readUntil(() => true, 1);
    await service.balances.rebuild();
    expect(await page(100, first.after)).toMatchObject({ items: [] });
    await play(2, 50);
    const { items } = await page(1_000, first.after);
    await expectAllOnce([...first.items, ...items]);
  });

  it('says of an entry what the statement says, and whose it is', async () => {
    await play(3, 60);
    await service.balances.caughtUp();
    const { items } = await page(1_000, undefined);
    for (const account of accounts) {
      const { body } = await service.get(`/v1/accounts/${account.id}/entries?limit=1000`);
      const mine = items.filter((item) => item.account === account.id).reverse();
      // The feed is for programs: a sentence is for whoever reads a statement.
      const statement = (body.items ?? []).map(({ text: _, ...entry }: { text: string }) => entry);
      expect(mine.map(({ account: _, sequence: __, ...entry }) => entry)).toEqual(statement);
      const recorded = await store.readStream(fromId('acc', account.id) ?? '');
      expect(mine.map(({ sequence }) => sequence)).toEqual(recorded.map(({ position }) => position).reverse());
    }
  });

  it('lets every shard have its share of a page, and each its turn', async () => {
    await play(4, 300);
    const { items } = await page(SHARDS * 2, undefined);
    const shards = new Set(items.map(({ account }) => fromId('acc', account)));
    expect(items).toHaveLength(SHARDS * 2);
    expect(shards.size).toBeGreaterThan(1);

    const heads = await store.heads();
    let after: string | undefined;
    const seen = new Map<string, number>();
    for (let turn = 0; turn < SHARDS; turn += 1) {
      const { items: some, next } = await page(1, after);
      for (const { account } of some) seen.set(account, (seen.get(account) ?? 0) + 1);
      after = next;
    }
    expect(heads.every((head) => head > 0)).toBe(true);
    expect(seen.size).toBe(SHARDS);
  });

  it.each([
    ['is no JSON', 'x'],
    ['is no list', encodeCursor({})],
    ['is empty', encodeCursor([])],
    ['has too few shards', encodeCursor([0, 0])],
    ['has a turn of no shard', encodeCursor([SHARDS, 0, 0, 0, 0])],
    ['is negative', encodeCursor([0, -1, 0, 0, 0])],
    ['is no number', encodeCursor([0, '1', 0, 0, 0])],
    ['is where the ledger has not come yet', encodeCursor([0, 1_000_000, 0, 0, 0])],
  ])('refuses a cursor that %s', async (_what, cursor) => {
    expect(await service.get(`/v1/feed?after=${cursor}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_cursor' },
    });
  });

  it('is for those who may read balances', async () => {
    expect(await service.get('/v1/feed', 'reports:read')).toMatchObject({ status: 403 });
  });
});
