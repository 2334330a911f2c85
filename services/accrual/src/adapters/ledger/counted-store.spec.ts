import { describe, expect, it } from '@jest/globals';
import { createInMemoryStore } from '@loyalty/event-store';
import {
  aPurchase,
  aReturn,
  type ClockFixture,
  giveBack,
  instant,
  openShop,
  purchase,
  TEA,
  teaProgramme,
} from '../../testing/shop.fixture.js';
import { postPurchase } from '../../application/post-purchase.js';
import { bookAllDue } from '../../application/book-due.js';
import { countedStore } from './counted-store.js';
import { dueAccounts } from './due-accounts.js';
import { dueTableInMemory } from './due-table-in-memory.js';

/** A shop whose points expire after a month, and what was counted in it. */
async function openCounted() {
  const counted: Record<string, number> = {};
  const store = (clock: ClockFixture) =>
    countedStore(createInMemoryStore({ clock }), {
      count(verb, { wallet, programme }, points) {
        const key = `${verb} ${wallet} ${programme}`;
        counted[key] = (counted[key] ?? 0) + Number(points);
      },
      programmeWith: () => 'the only one',
    });
  const shop = await openShop(teaProgramme({ wallet: 'expiry: { after: P1M }' }), store);
  shop.members.join(TEA, { kind: 'card', value: '4007' });
  return { shop, counted };
}

const bought = (externalId: string) => aPurchase({ externalId, occurredAt: '2026-06-01T10:00:00Z' });

describe('Points that are counted', () => {
  it('are those of what was committed, once, by verb, wallet and programme', async () => {
    const { shop, counted } = await openCounted();
    const sent = bought('one');
    await purchase(shop, sent);
    await purchase(shop, sent);
    await postPurchase(bought('tried'), shop, { dryRun: true });
    const { source, externalId } = sent;
    const named = { occurredAt: '2026-06-01T11:00:00Z', purchase: { source, externalId } };
    await giveBack(shop, aReturn({ ...named, lines: [{ id: '1', quantity: '1' }] }));
    expect(counted).toEqual({ 'earned points tea': 100, 'reversed points tea': 100 });
  });

  it('are also those that are booked because their time has come', async () => {
    const { shop, counted } = await openCounted();
    await purchase(shop, bought('two'));
    shop.clock.set('2026-09-01T00:00:00Z');
    await bookAllDue(instant('2026-09-01T00:00:00Z'), {
      store: shop.store,
      due: dueAccounts(shop.store, dueTableInMemory()),
    });
    expect(counted).toEqual({ 'earned points tea': 100, 'expired points the only one': 100 });
  });
});
