import { describe, expect, it } from '@jest/globals';
import {
  aPurchase,
  aReturn,
  line,
  openShop,
  purchase,
  TEA,
  withoutMember,
  type Shop,
} from '../../testing/shop.fixture.js';
import { postPurchase } from '../purchases/post-purchase.js';
import { postReturn } from './post-return.js';
import { postVoid } from '../voids/post-void.js';

const cardOf = (shop: Shop) => shop.members.join(TEA, { kind: 'card', value: '4007' });
const sale = () => aPurchase({ externalId: 'late', lines: [line('1', '30.00', { quantity: '3' })] });
const early = (change: object = {}) =>
  aReturn({ purchase: { source: 'till-7', externalId: 'late' }, lines: [{ id: '1', quantity: '1' }], ...change });

describe('A return that comes before its purchase', () => {
  it('is kept, and applied in the purchase’s own commit', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const sent = early();
    expect(await postReturn(sent, shop)).toMatchObject({ answer: { type: 'ReturnKept' }, repeated: false });
    expect(await postReturn(sent, shop)).toMatchObject({ answer: { type: 'ReturnKept' }, repeated: true });
    for (const [change, differs] of [
      [{ lines: [{ id: '1', quantity: '2' }] }, ['lines']],
      [{ purchase: { source: 'elsewhere', externalId: 'x' } }, ['purchase']],
      [{ store: 'c' }, ['store', 'receipt', 'member', 'purchase']],
    ] as const)
      expect(await postReturn({ ...sent, ...change }, shop)).toMatchObject({ rejection: { differs } });
    expect(await postReturn(early({ lines: [{ id: '1', amount: '5.00' }] }), shop)).toMatchObject({
      answer: { type: 'ReturnKept' },
    });

    const bought = sale();
    const answer = await purchase(shop, bought);
    expect(answer.first.outcome).toMatchObject({
      lots: [{ points: 30n }],
      accountVersion: 3,
      balances: [{ available: 15n }],
    });
    expect(answer.returns).toMatchObject([{ takenBack: [{ points: 10n }] }, { takenBack: [{ points: 5n }] }]);
    expect(await shop.balance(account)).toMatchObject({ available: 15 });

    expect(await purchase(shop, bought)).toEqual({ ...answer, repeated: true });
    expect(await postPurchase({ ...bought, store: 'other' }, shop)).toMatchObject({
      rejection: { reason: 'already_used_with_other_content', differs: ['store'] },
    });
    expect(await postReturn(sent, shop)).toMatchObject({ answer: { type: 'ReturnRecorded' }, repeated: true });
  });

  it('takes what is there when it asked for more, since it was answered long ago', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    await postReturn(
      early({
        lines: [
          { id: '1', quantity: '5' },
          { id: '9', quantity: '1' },
        ],
      }),
      shop,
    );
    const { returns } = await purchase(shop, sale());
    expect(returns).toMatchObject([
      {
        takenBack: [{ points: 30n }],
        unmatched: [
          { line: '1', quantity: 2_000_000n },
          { line: '9', quantity: 1_000_000n },
        ],
      },
    ]);
    expect(await shop.balance(account)).toMatchObject({ available: 0 });
  });

  it('waits for a guest’s purchase too, and meets it when both arrive at once', async () => {
    const shop = await openShop();
    const [back, { first }] = await Promise.all([postReturn(early(), shop), purchase(shop, withoutMember(sale()))]);
    expect(first.account).toBeNull();
    expect([back, await postReturn(early(), shop)]).toMatchObject([
      { repeated: false },
      { answer: { matched: [{ quantity: 1_000_000n }] } },
    ]);
    const third = early({ lines: [{ id: '1', quantity: '2' }] });
    expect(await postReturn(third, shop)).toMatchObject({ rejection: { alreadyReturned: '2' } });
  });
});

describe('A void', () => {
  it('takes back all that had not gone back before, once', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const { first } = await purchase(shop, sale());
    await postReturn(early(), shop);
    expect(await postVoid({ id: first.purchase }, shop)).toMatchObject({
      status: 'voided',
      voided: { takenBack: [{ points: 20n }], refund: [{ amount: 2000n }] },
      repeated: false,
    });
    expect(await postVoid({ source: 'till-7', externalId: 'late' }, shop)).toMatchObject({
      status: 'voided',
      repeated: true,
    });
    expect(await postReturn(early(), shop)).toMatchObject({ rejection: { reason: 'purchase_voided' } });
    expect(await shop.balance(account)).toMatchObject({ available: 0 });
    expect(await postVoid({ id: 'pur_unknown' }, shop)).toMatchObject({ rejection: { reason: 'purchase_not_found' } });
  });

  it('frees the receipt, never the id', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const receipt = { store: 'b', receipt: { number: '1' } };
    const bought = { ...sale(), ...receipt };
    const ids = new Set<string>();
    for (const externalId of ['late', 'second', 'third']) {
      const { first, repeated } = await purchase(shop, { ...bought, externalId });
      expect(repeated).toBe(false);
      ids.add(first.purchase);
      await postVoid({ id: first.purchase }, shop);
    }
    expect(ids.size).toBe(3);
    const last = await purchase(shop, { ...bought, externalId: 'fourth' });
    const again = await purchase(shop, { ...bought, externalId: 'fifth' });
    expect(again).toEqual({ ...last, repeated: true });
    const voided = await purchase(shop, bought);
    expect(voided).toMatchObject({ repeated: true, first: { externalId: 'late' } });
    expect(voided.voidedAt).not.toBeNull();
    expect(await shop.balance(account)).toMatchObject({ available: 30 });
  });

  it('that comes before its purchase is kept, and the purchase earns nothing', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const named = { source: 'till-7', externalId: 'late' };
    expect(await postVoid(named, shop)).toEqual({ status: 'waiting', repeated: false });
    expect(await postVoid(named, shop)).toEqual({ status: 'waiting', repeated: true });
    await postReturn(early(), shop);
    const answer = await purchase(shop, sale());
    expect(answer.voidedAt).not.toBeNull();
    expect(answer.first.outcome).toMatchObject({ lots: [], balances: [{ available: 0n }] });
    expect(await postVoid(named, shop)).toMatchObject({ status: 'voided', repeated: true });
    expect(await shop.balance(account)).toMatchObject({ available: 0 });
  });
});
