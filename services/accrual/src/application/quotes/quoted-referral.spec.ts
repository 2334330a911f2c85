import { describe, expect, it } from '@jest/globals';
import { anInviter } from '../../testing/referral.fixture.js';
import { line } from '../../testing/shop.fixture.js';
import { quotePurchase } from './quote-purchase.js';

describe('A quote of a friend’s purchase', () => {
  const open = async () => {
    const all = await anInviter(['bob', 'cid', 'dan']);
    const ask = async (card: string, amount: string, day: number) => {
      const heads = await all.shop.store.heads();
      const quote = await quotePurchase(
        {
          ...{ member: { card }, currency: 'EUR', lines: [line('1', amount, { quantity: '2' })] },
          occurredAt: `2026-03-${String(day).padStart(2, '0')}T10:00:00Z`,
        },
        all.shop,
      );
      expect(await all.shop.store.heads()).toEqual(heads);
      if (!('referral' in quote)) throw new Error(JSON.stringify(quote));
      const { referral } = quote;
      if (!referral) return null;
      const pointsOf = (side: 'inviter' | 'friend') => referral[side]?.lots.map(({ points }) => points) ?? null;
      return { inviter: pointsOf('inviter'), friend: pointsOf('friend'), failed: referral.failed?.condition };
    };
    return { ...all, ask };
  };

  it('says what both would get, and again until it is bought, and then why it brings nothing', async () => {
    const { ask, buys } = await open();
    const both = { inviter: [500n], friend: [200n], failed: undefined };
    expect(await ask('bob', '30.00', 5)).toEqual(both);
    expect(await ask('bob', '30.00', 5)).toEqual(both);
    await buys('bob', '30.00', 5);
    expect(await ask('bob', '30.00', 6)).toEqual({ inviter: null, friend: null, failed: 'first' });
  });

  it('says nothing of whom nobody invited, and why too little brings nothing', async () => {
    const { ask } = await open();
    expect(await ask('ann', '30.00', 5)).toBeNull();
    expect(await ask('bob', '29.00', 5)).toEqual({ inviter: null, friend: null, failed: 'spentAtLeast' });
  });

  it('keeps the bounds of who invited, as the purchase does', async () => {
    const { ask, buys } = await open();
    await buys('bob', '30.00', 5);
    await buys('cid', '30.00', 5);
    const quoted = await ask('dan', '30.00', 6);
    expect([quoted?.inviter ?? [], quoted?.friend]).toEqual([[], [200n]]);
  });
});
