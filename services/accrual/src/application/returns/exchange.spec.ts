import { describe, expect, it } from '@jest/globals';
import { aPurchase, line, openShop, purchase, TEA, type Shop } from '../../testing/shop.fixture.js';
import { postPurchase } from '../purchases/post-purchase.js';

const cardOf = (shop: Shop) => shop.members.join(TEA, { kind: 'card', value: '4007' });

describe('An exchange', () => {
  it('gives back first and earns then, in one commit', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const { first } = await purchase(shop, aPurchase());
    const sent = aPurchase({
      lines: [line('1', '30.00')],
      returns: [{ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] }],
    });
    const before = await shop.store.heads();
    const answer = await purchase(shop, sent);
    expect(answer.returns).toMatchObject([{ takenBack: [{ points: 100n }], balances: [{ available: 0n }] }]);
    expect(answer.first.outcome).toMatchObject({ accountVersion: 3, balances: [{ available: 30n }] });
    expect((await shop.store.heads()).filter((head, shard) => head !== before[shard])).toHaveLength(1);
    expect(await purchase(shop, sent)).toEqual({ ...answer, repeated: true });
    expect(await shop.balance(account)).toMatchObject({ available: 30 });
  });

  it('is refused as a whole when one of its returns is', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const { first } = await purchase(shop, aPurchase());
    const returns = [{ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] }];
    const refused = await postPurchase(aPurchase({ returns: [...returns, ...returns] }), shop);
    expect(refused).toMatchObject({ rejection: { reason: 'more_than_bought' } });
    expect(await shop.balance(account)).toMatchObject({ available: 100 });
  });
});
