import { createInMemoryStore } from '@loyalty/event-store';
import { balanceAt, bookDue, earn } from '@loyalty/ledger';
import { formatInstant, parseInstant } from '@loyalty/service-host';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type BalanceApp, startBalance } from './balance-app.fixture.js';
import { LedgerShop, SetClock, type ShopAccount } from './ledger-shop.fixture.js';
import { leftOfLots, type LeftOfLot, naiveSums } from './naive-balance.fixture.js';
import { playRandomHistory } from './random-history.fixture.js';
import { type Random, seeded } from './seeded.fixture.js';

const START = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;
const SEEDS = [1, 7, 40];

describe('The read model', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let clock: SetClock;
  let shop: LedgerShop;
  let service: BalanceApp;
  let accounts: readonly ShopAccount[];

  beforeAll(async () => {
    server = await startTestPostgres();
  });

  afterAll(() => server.stop());

  beforeEach(async () => {
    database = await createTestDatabase(server);
    clock = new SetClock(START);
    shop = new LedgerShop(createInMemoryStore({ clock, shards: 4 }));
    accounts = Array.from({ length: 6 }, () => shop.open());
    service = await startBalance({ store: shop.store, url: database.url, clock });
  });

  afterEach(async () => {
    await service.close();
    await database.drop();
  });

  const play = (seed: number, steps = 400) => playRandomHistory({ shop, clock, random: seeded(seed), accounts, steps });

  const balanceOf = async ({ id }: ShopAccount, query = '') =>
    (await service.get(`/v1/accounts/${id}/balance${query}`)).body;

  it.each(SEEDS)('says what the fold says, whatever has happened and is due (seed %i)', async (seed) => {
    await play(seed);
    await service.balances.caughtUp();
    for (const later of [0, 2 * DAY, 40 * DAY]) {
      clock.set(clock.now() + later);
      for (const account of accounts) {
        const state = await shop.account(account);
        const told = await balanceOf(account);
        expect(told.version).toBe(state.version);
        expect(told.wallets).toEqual(inWire(balanceAt(state, clock.now())));
        expect(await lotsOf(account)).toEqual(leftOfLots(state, clock.now()));
      }
    }
  });

  it('is put to the test by every kind of event', async () => {
    await play(40);
    const histories = await Promise.all(accounts.map((account) => shop.history(account)));
    const types = new Set(histories.flat().map(({ event }) => event.type));
    expect([...types].sort()).toEqual([
      'HoldReleased',
      'LotReleased',
      'PointsAdjusted',
      'PointsBurned',
      'PointsEarned',
      'PointsExpired',
      'PointsHeld',
      'PointsMatured',
      'PointsRefunded',
      'PointsReversed',
      'PointsTransferredIn',
      'PointsTransferredOut',
      'ShortfallCollected',
    ]);
  });

  it.each(SEEDS)('sums by both clocks what was booked (seed %i)', async (seed) => {
    await play(seed);
    await service.balances.caughtUp();
    const random = seeded(seed + 1);
    for (const account of accounts) {
      const history = await shop.history(account);
      for (let asked = 0; asked < 8; asked += 1) {
        const [asOf, knownAt] = [moment(history, random), moment(history, random)];
        const told = await balanceOf(account, `?asOf=${formatInstant(asOf)}&knownAt=${formatInstant(knownAt)}`);
        const sums = Object.fromEntries(
          told.wallets.map(({ wallet, ...books }: { wallet: string }) => [wallet, books]),
        );
        expect(sums).toEqual(naiveSums(history, asOf, knownAt));
      }
    }
  });

  it('is the same after it was thrown away and read again', async () => {
    await play(3);
    await service.balances.caughtUp();
    const before = await service.balances.contentHash();
    expect(before.rows).toBeGreaterThan(200);

    await service.balances.rebuild();
    await service.balances.caughtUp();
    expect(await service.balances.contentHash()).toEqual(before);
  });

  it('notices by its hash that one row was changed by hand', async () => {
    await play(3, 60);
    await service.balances.caughtUp();
    const before = await service.balances.contentHash();
    await database.pool.query(
      'update balance_v3.lots set available = available + 1 where lot = (select min(lot) from balance_v3.lots)',
    );
    expect((await service.balances.contentHash()).hash).not.toBe(before.hash);
  });

  it('lists a statement whose points add up to the balance, page by page', async () => {
    await play(5);
    await service.balances.caughtUp();
    for (const account of accounts) {
      const entries = await allPages(`/v1/accounts/${account.id}/entries?limit=7`);
      const { wallets, version } = await balanceOf(account, `?knownAt=${formatInstant(clock.now())}`);
      expect(entries.map((entry) => entry.version)).toEqual(Array.from({ length: version }, (_, at) => version - at));
      for (const { wallet, available, held, pending } of wallets) {
        const changes = entries.flatMap((entry) => entry.changes).filter((change) => change.wallet === wallet);
        const sum = changes.reduce((total: number, { points }: { points: number }) => total + points, 0);
        expect(sum).toBe(available + held + pending);
      }
    }
  });

  it('exports every account once, in order, with what is due counted as booked', async () => {
    await play(11);
    await service.balances.caughtUp();
    clock.set(clock.now() + 30 * DAY);
    const rows = await allPages('/v1/balances?limit=2');
    const used = (await Promise.all(accounts.map((account) => shop.account(account)))).filter(
      (state) => state.version > 0,
    );
    expect(rows.map((row) => row.account)).toEqual([...new Set(rows.map((row) => row.account))].sort());
    expect(rows).toHaveLength(used.length);
    for (const account of accounts) {
      const state = await shop.account(account);
      const row = rows.find((each) => each.account === account.id);
      const books = balanceAt(state, clock.now()).map(({ wallet, available, held, pending }) => ({
        wallet,
        available,
        held,
        pending,
      }));
      const standing = (await service.balances.standing([{ account: account.id, programme: 'tea-shop' }])).get(
        account.id,
      );
      expect(standing?.balance ?? []).toEqual(
        expect.arrayContaining(books.map((each) => expect.objectContaining(each))),
      );
      expect(row?.version ?? 0).toBe(state.version);
    }
  });

  it('leaves the rest alone when what is due is booked by another writer', async () => {
    const [account = shop.open()] = accounts;
    const lots = [{ lot: shop.id('lot'), wallet: 'points', points: 100n, availableAt: START, expiresAt: START + DAY }];
    await shop.decide(account, (state, now) => earn({ member: account.member, occurredAt: now, now, lots }, state));
    await service.balances.caughtUp();
    clock.set(START + DAY);
    expect(await balanceOf(account)).toMatchObject({ version: 1, wallets: [{ available: 0, expiring: [] }] });

    await shop.decide(account, (state, now) => bookDue(now, state));
    await service.balances.caughtUp();
    expect(await balanceOf(account)).toMatchObject({ version: 2, wallets: [{ available: 0, expiring: [] }] });
  });

  async function allPages(url: string) {
    const items = [];
    let after = '';
    do {
      const { body } = await service.get(`${url}${after}`);
      items.push(...body.items);
      after = body.next === null ? '' : `&after=${body.next}`;
    } while (after !== '');
    return items;
  }

  async function lotsOf({ id }: ShopAccount): Promise<Record<string, LeftOfLot>> {
    const lots = await allPages(`/v1/accounts/${id}/lots?limit=3`);
    return Object.fromEntries(
      lots.map(({ id: lot, expiresAt, available, held, pending }) => [
        `${lot} ${expiresAt === null ? null : parseInstant(expiresAt)}`,
        { available, held, pending },
      ]),
    );
  }
});

function moment(history: readonly { recorded: { occurredAt: number; recordedAt: number } }[], random: Random) {
  const { recorded } = history[random(history.length)] ?? { recorded: { occurredAt: START, recordedAt: START } };
  return (random(2) === 0 ? recorded.occurredAt : recorded.recordedAt) + random(3) - 1;
}

/** As the door tells it: wallets by name, points as numbers, instants as text, holds in order of their lapse. */
function inWire(standings: ReturnType<typeof balanceAt>) {
  const at = (instant: number | null) => (instant === null ? null : formatInstant(instant));
  return [...standings]
    .sort((one, other) => (one.wallet < other.wallet ? -1 : 1))
    .map(({ wallet, available, held, pending, shortfall, expiring, pendingBy, holds }) => ({
      wallet,
      available: Number(available),
      held: Number(held),
      pending: Number(pending),
      shortfall: Number(shortfall),
      expiring: expiring.map((each) => ({ at: at(each.at), points: Number(each.points) })),
      pendingBy: pendingBy.map((each) => ({ at: at(each.at), points: Number(each.points) })),
      holds: holds.map((each) => ({ id: each.hold, points: Number(each.points), lapsesAt: at(each.lapsesAt) })),
    }));
}
