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

  it('may wait with several of its returns for one purchase that has not come yet', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const late = { source: 'till-7', externalId: 'late' };
    const one = { purchase: late, lines: [{ id: '1', quantity: '1' }] };
    const answer = await purchase(shop, aPurchase({ lines: [line('1', '5.00')], returns: [one, one] }));
    expect(answer.returns).toMatchObject([{ type: 'ReturnKept' }, { type: 'ReturnKept' }]);
    const { returns } = await purchase(shop, aPurchase({ ...late, lines: [line('1', '30.00', { quantity: '3' })] }));
    expect(returns).toMatchObject([{ takenBack: [{ points: 10n }] }, { takenBack: [{ points: 10n }] }]);
    expect(await shop.balance(account)).toMatchObject({ available: 15 });
  });

  it('cannot name two of its returns alike, and cannot return what it buys', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const { first } = await purchase(shop, aPurchase({ lines: [line('1', '30.00', { quantity: '3' })] }));
    const one = { purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] };
    const named = { ...one, source: 'till-7', externalId: 'B-twice' };
    expect(await postPurchase(aPurchase({ returns: [named, named] }), shop)).toMatchObject({
      rejection: { reason: 'already_used_with_other_content', differs: ['returns'] },
    });
    const itself = { source: 'till-7', externalId: 'itself' };
    const bite = aPurchase({ ...itself, returns: [{ ...one, purchase: itself }] });
    expect(await postPurchase(bite, shop)).toMatchObject({ rejection: { reason: 'purchase_not_found' } });
    expect(await shop.balance(account)).toMatchObject({ available: 30 });
  });

  it('is the same in whichever order it names the purchase, and another one with other returns', async () => {
    const shop = await openShop();
    cardOf(shop);
    const { first } = await purchase(shop, aPurchase());
    const { source, externalId } = first;
    const back = (named: { source: string; externalId: string }) => [
      { purchase: named, lines: [{ id: '1', quantity: '1' }] },
    ];
    const sent = aPurchase({ returns: back({ source, externalId }) });
    const answer = await purchase(shop, sent);
    expect(await purchase(shop, { ...sent, returns: back({ externalId, source }) })).toEqual({
      ...answer,
      repeated: true,
    });
    const { returns: _returns, ...alone } = sent;
    expect(await postPurchase(alone, shop)).toMatchObject({ rejection: { differs: ['member', 'returns'] } });
    const another = { ...sent, returns: [{ lines: [{ sku: 'SKU-1', quantity: '1' }] }] };
    expect(await postPurchase(another, shop)).toMatchObject({ rejection: { differs: ['member', 'returns'] } });
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
