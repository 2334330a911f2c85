import { describe, expect, it } from '@jest/globals';
import { createInMemoryStore } from '@loyalty/event-store';
import { type Account, earn } from '@loyalty/ledger';
import type { Books } from '../domain/effect.js';
import { LedgerShop, SetClock, type ShopAccount } from '../ledger-shop.fixture.js';
import { ReadModelCheck } from './check-read-model.js';
import type { AccountStanding, BalanceReads, StoredEntry } from './ports.js';

const NOW = Date.parse('2026-06-01T12:00:00Z');

/** A read model in memory of so many accounts, each with two entries and 30 points. */
async function readModelOf(count: number) {
  const shop = new LedgerShop(createInMemoryStore({ clock: new SetClock(NOW) }));
  const histories = new Map<string, StoredEntry[]>();
  const standings: AccountStanding[] = [];
  for (let number = 0; number < count; number += 1) {
    const account = shop.open();
    for (const points of [10n, 20n])
      await shop.decide(account, (state, now) => earned(shop, account, { points, now, state }));
    const history = await shop.history(account);
    histories.set(
      account.stream,
      history.map(({ recorded }, index) => ({ ...recorded, id: String(index), account: account.stream })),
    );
    const books: Books = [30n, 0n, 0n, 0n];
    const { stream, member } = account;
    standings.push({ account: stream, member, version: 2, wallets: new Map([['points', books]]), nextDueAt: null });
  }
  standings.sort((one, other) => (one.account < other.account ? -1 : 1));
  const reads: Pick<BalanceReads, 'page' | 'history'> = {
    page: async ({ limit, after }) => standings.filter(({ account }) => account > (after ?? '')).slice(0, limit),
    history: async (account, { after, upTo, limit }) =>
      (histories.get(account) ?? []).filter(({ version }) => version > after && version <= upTo).slice(0, limit),
  };
  return { reads, standings, histories };
}

function earned(
  shop: LedgerShop,
  { member }: ShopAccount,
  { points, now, state }: { readonly points: bigint; readonly now: number; readonly state: Account },
) {
  const lot = { lot: shop.id('lot'), wallet: 'points', points, availableAt: now, expiresAt: null };
  return earn({ purchase: shop.id('pur'), member, lots: [lot], occurredAt: now, now }, state);
}

describe('The check of the read model', () => {
  it('rolls through all accounts and begins anew, and finds each as its entries make it', async () => {
    const { reads, standings } = await readModelOf(25);
    const check = new ReadModelCheck(reads);
    const looks = [await check.next(), await check.next(), await check.next(), await check.next()];
    expect(looks.map(({ length }) => length)).toEqual([20, 5, 0, 20]);
    expect(looks.flat().filter(({ differences, missing }) => differences.length > 0 || missing)).toEqual([]);
    expect(new Set(looks.flat().map(({ account }) => account)).size).toBe(standings.length);
  });

  it('says which wallet stands otherwise', async () => {
    const { reads, standings } = await readModelOf(2);
    const [first] = standings;
    if (first) Object.assign(first, { wallets: new Map([['points', [31n, 0n, 0n, 0n]]]) });
    const found = (await new ReadModelCheck(reads).next()).filter(({ differences }) => differences.length > 0);
    expect(found).toMatchObject([
      {
        account: first?.account,
        differences: [{ wallet: 'points', stands: [31n, 0n, 0n, 0n], folded: [30n, 0n, 0n, 0n] }],
      },
    ]);
  });

  it('says which entry is not there', async () => {
    const { reads, standings, histories } = await readModelOf(1);
    const [{ account } = { account: '' }] = standings;
    histories.get(account)?.shift();
    expect(await new ReadModelCheck(reads).next()).toMatchObject([{ account, missing: 1 }]);
  });
});
