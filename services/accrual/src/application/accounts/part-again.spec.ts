import { describe, expect, it } from '@jest/globals';
import { ownerNow } from '../where-now.js';
import { aPurchase, aReturn, giveBack, line, purchase, taken, TEA } from '../../testing/shop.fixture.js';
import { adjustAccount } from './adjust-account.js';
import { movePoints } from './move-points.js';
import { ANN, BOB, two, merge, part, nothing, points } from '../../testing/two-members.fixture.js';

describe('Two members who part again', () => {
  it('have what each earned, before and together, and the answer says what is gone', async () => {
    const all = await two();
    await purchase(all.shop, aPurchase({ member: ANN, occurredAt: '2026-03-01T10:00:00Z' }));
    await purchase(all.shop, aPurchase({ member: BOB, lines: [line('1', '30.00')] }));
    await movePoints(merge(all), all.shop);
    await purchase(all.shop, aPurchase({ member: ANN, lines: [line('1', '5.00')] }));
    await adjustAccount(
      {
        account: all.bob.account,
        wallet: 'points',
        points: -40n,
        reason: 'mistake',
        actor: 'key_eve',
        allowNegative: false,
        idempotencyKey: 'k-2',
        fingerprint: '1'.repeat(32),
      },
      all.shop,
    );
    expect(await movePoints(part(all), all.shop)).toEqual({
      moved: [{ wallet: 'points', ...nothing, available: 65n, gone: 40n }],
    });
    expect(await points(all)).toEqual([65, 30]);
  });

  it('give back what they bought together from their own account', async () => {
    const all = await two();
    await movePoints(merge(all), all.shop);
    const { first } = await purchase(all.shop, aPurchase({ member: ANN }));
    await purchase(all.shop, aPurchase({ member: BOB, lines: [line('1', '30.00')] }));
    await movePoints(part(all), all.shop);
    const blind = aReturn({ member: BOB, lines: [{ sku: 'SKU-1', quantity: '2' }] as never });
    expect(taken(await giveBack(all.shop, blind))).toBe(30);
    const sent = aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] });
    expect(await giveBack(all.shop, sent)).toMatchObject({ account: all.ann.account, takenBack: [{ points: 100n }] });
    expect(await points(all)).toEqual([0, 0]);
  });

  it('earn apart, also where somebody still believes that they are one', async () => {
    const all = await two();
    await movePoints(merge(all), all.shop);
    await movePoints(part(all), all.shop);
    all.shop.members.also(TEA, { kind: 'card', value: '4009' }, { ...all.ann, account: all.bob.account });
    await purchase(all.shop, aPurchase({ member: { card: '4009' } }));
    await purchase(all.shop, aPurchase({ member: BOB, lines: [line('1', '30.00')] }));
    expect(await points(all)).toEqual([100, 30]);
  });

  it('count apart what they had brought, and together what they were given together', async () => {
    const all = await two({ wallet: 'caps: { day: 150 }' });
    await purchase(all.shop, aPurchase({ member: ANN }));
    await movePoints(merge(all), all.shop);
    await purchase(all.shop, aPurchase({ member: BOB, lines: [line('1', '30.00')] }));
    await movePoints(part(all), all.shop);
    const earned = async (member: { card: string }) =>
      (await purchase(all.shop, aPurchase({ member, lines: [line('1', '150.00')] }))).first.outcome?.lots[0]?.points;
    expect([await earned(ANN), await earned(BOB)]).toEqual([50n, 120n]);
  });

  it('can become one again', async () => {
    const all = await two();
    await purchase(all.shop, aPurchase({ member: ANN }));
    for (const round of [1, 2, 3]) {
      await movePoints(merge(all, `mov_${round}a`), all.shop);
      expect(await points(all)).toEqual([0, 100]);
      await movePoints(part(all, `mov_${round}b`, `mov_${round}a`), all.shop);
      expect(await points(all)).toEqual([100, 0]);
    }
    const owner = await all.shop.store.preview({
      on: '00000000-0000-0000-0000-000000000000',
      decide: (view) => ({ answer: ownerNow(view, all.ann), appends: [] }),
    });
    expect(owner.account).toBe(all.ann.account);
  });
});
