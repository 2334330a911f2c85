import { describe, expect, it } from '@jest/globals';
import {
  aPurchase,
  aReturn,
  giveBack,
  line,
  openShop,
  purchase,
  TEA,
  teaProgramme,
  type Shop,
} from '../../testing/shop.fixture.js';
import { postVoid } from '../voids/post-void.js';

const cardOf = (shop: Shop) => shop.members.join(TEA, { kind: 'card', value: '4007' });

describe('A blind return', () => {
  it('finds the most recent purchase that has some left, and inside it the last line', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const tea = (id: string, amount: string) => line(id, amount, { sku: 'TEA', quantity: '2' });
    const older = await purchase(shop, aPurchase({ occurredAt: '2026-03-01T10:00:00Z', lines: [tea('1', '10.00')] }));
    const newer = await purchase(
      shop,
      aPurchase({
        occurredAt: '2026-03-03T10:00:00Z',
        lines: [tea('1', '20.00'), line('2', '5.00'), tea('3', '30.00')],
      }),
    );
    const late = await purchase(shop, aPurchase({ occurredAt: '2026-03-02T10:00:00Z', lines: [tea('1', '40.00')] }));
    const later = await purchase(shop, aPurchase({ occurredAt: '2026-05-01T10:00:00Z', lines: [tea('1', '50.00')] }));

    const { matched, unmatched, takenBack } = await giveBack(
      shop,
      aReturn({
        member: { card: '4007' },
        lines: [
          { sku: 'TEA', quantity: '4' },
          { sku: 'TEA', quantity: '5' },
          { sku: 'MUG', quantity: '1' },
        ],
      }),
    );
    const found = matched.map(({ purchase: id, line: at, quantity, points }) => [
      id,
      at,
      Number(quantity) / 1e6,
      Number(points[0]?.points),
    ]);
    expect(found).toEqual([
      [newer.first.purchase, '3', 2, 30],
      [newer.first.purchase, '1', 2, 20],
      [late.first.purchase, '1', 2, 40],
      [older.first.purchase, '1', 2, 10],
    ]);
    expect(unmatched).toEqual([
      { sku: 'TEA', quantity: 1_000_000n },
      { sku: 'MUG', quantity: 1_000_000n },
    ]);
    expect(takenBack).toEqual([{ wallet: 'points', points: 100n, shortfall: 0n }]);
    expect(await shop.balance(account)).toMatchObject({ available: 55 });
    expect(later.first.outcome?.lots[0]?.points).toBe(50n);
  });

  it('takes purchases of one instant in the order recorded, the last first', async () => {
    const shop = await openShop();
    cardOf(shop);
    await purchase(shop, aPurchase({ lines: [line('1', '1.00', { sku: 'TEA' })] }));
    const second = await purchase(shop, aPurchase({ lines: [line('1', '2.00', { sku: 'TEA' })] }));
    const { matched } = await giveBack(
      shop,
      aReturn({ member: { card: '4007' }, lines: [{ sku: 'TEA', quantity: '1' }] }),
    );
    expect(matched).toMatchObject([{ purchase: second.first.purchase }]);
  });

  it('matches only lines that the base rule looked at, and never a voided purchase', async () => {
    const shop = await openShop(teaProgramme({ earn: 'exclude: { skus: [GIFT*] }' }));
    cardOf(shop);
    const { first } = await purchase(
      shop,
      aPurchase({ lines: [line('1', '10.00', { sku: 'GIFT1' }), line('2', '10.00', { sku: 'TEA' })] }),
    );
    const { matched, unmatched } = await giveBack(
      shop,
      aReturn({ member: { card: '4007' }, lines: [{ sku: 'GIFT1', quantity: '1' }] }),
    );
    expect([matched, unmatched]).toEqual([[], [{ sku: 'GIFT1', quantity: 1_000_000n }]]);
    await voidIt(shop, first.purchase);
    expect(
      await giveBack(shop, aReturn({ member: { card: '4007' }, lines: [{ sku: 'TEA', quantity: '1' }] })),
    ).toMatchObject({ matched: [] });
  });

  it('of somebody who is no member matches nothing and moves nothing', async () => {
    const shop = await openShop();
    const back = await giveBack(shop, aReturn({ member: { card: 'nobody' }, lines: [{ sku: 'TEA', quantity: '1' }] }));
    expect(back).toMatchObject({ account: null, matched: [], takenBack: [], unmatched: [{ sku: 'TEA' }] });
  });
});

const voidIt = (shop: Shop, id: string) => postVoid({ id }, shop);
