import { describe, expect, it } from '@jest/globals';
import type { Account } from '@loyalty/ledger';
import { aPurchase, aReturn, giveBack, openShop, purchase, type Shop, TEA } from '../../testing/shop.fixture.js';
import { accountStreamId } from '../account-book.js';
import { ConservationCheck, type ConservationPorts } from './check-conservation.js';

async function shopOfTwo(): Promise<{ readonly shop: Shop; readonly accounts: readonly string[] }> {
  const shop = await openShop();
  const cards = ['4007', '4008'];
  const accounts = cards.map((value) => accountStreamId(shop.members.join(TEA, { kind: 'card', value }).account));
  for (const card of cards) {
    const { source, externalId } = aPurchase();
    await purchase(shop, aPurchase({ member: { card }, source, externalId }));
    const named = { purchase: { source, externalId }, lines: [{ id: '1', quantity: '1' }] };
    await giveBack(shop, aReturn(named));
  }
  return { shop, accounts };
}

describe('The check of conservation', () => {
  it('rolls through all accounts and begins anew, and finds every point somewhere', async () => {
    const { shop, accounts } = await shopOfTwo();
    const check = new ConservationCheck(shop.store);
    const seen: string[] = [];
    for (let look = 0; look < 6; look += 1) {
      for (const { account, imbalances } of await check.next()) {
        expect(imbalances).toEqual([]);
        seen.push(account);
      }
    }
    expect(new Set(seen)).toEqual(new Set(accounts));
    expect(seen.length).toBeGreaterThan(accounts.length);
  });

  it('says what of an account is not there that was posted to it', async () => {
    const { shop, accounts } = await shopOfTwo();
    const robbed: ConservationPorts = {
      ...readsOf(shop),
      async load(category, stream) {
        const loaded = await shop.store.load(category, stream);
        const { wallets } = loaded.state as Account;
        const less = wallets.map((each) => ({ ...each, pending: each.pending + 5n }));
        return stream === accounts[0] ? { ...loaded, state: { ...loaded.state, wallets: less } } : loaded;
      },
    };
    const check = new ConservationCheck(robbed);
    const found = [...(await check.next()), ...(await check.next())].filter(({ imbalances }) => imbalances.length > 0);
    expect(new Set(found.map(({ account }) => account))).toEqual(new Set([accounts[0]]));
    expect(found[0]?.imbalances).toEqual([{ wallet: 'points', book: 'pending', posted: 0n, found: 5n }]);
  });
});

function readsOf({ store }: Shop): Omit<ConservationPorts, 'load'> {
  return {
    shards: store.shards,
    readShard: (shard, after, limit) => store.readShard(shard, after, limit),
    readStream: (stream, after, limit) => store.readStream(stream, after, limit),
  };
}
