import { describe, expect, it } from '@jest/globals';
import { aPurchase, aReturn, giveBack, line, purchase, taken, TEA } from '../../testing/shop.fixture.js';
import type { SentAction } from '../../domain/sent/action.schema.js';
import { offers } from '../../testing/offers.fixture.js';
import { adjustAccount } from './adjust-account.js';
import { movePoints } from './move-points.js';
import { postAction } from '../actions/post-action.js';
import { postReturn } from '../returns/post-return.js';
import { postVoid } from '../voids/post-void.js';
import { ANN, BOB, two, merge, nothing, points } from '../../testing/two-members.fixture.js';

describe('Two members who become one', () => {
  it('have all their points in one account, and the answer says what moved', async () => {
    const all = await two();
    await purchase(all.shop, aPurchase({ member: ANN }));
    await purchase(all.shop, aPurchase({ member: BOB, lines: [line('1', '30.00')] }));
    expect(await movePoints(merge(all), all.shop)).toEqual({
      moved: [{ wallet: 'points', ...nothing, available: 100n }],
    });
    expect(await points(all)).toEqual([0, 130]);
  });

  it('move once, however often they are asked to', async () => {
    const all = await two();
    await purchase(all.shop, aPurchase({ member: ANN }));
    const [first, again] = await Promise.all([movePoints(merge(all), all.shop), movePoints(merge(all), all.shop)]);
    await purchase(all.shop, aPurchase({ member: BOB }));
    expect(again).toEqual(first);
    expect(await movePoints(merge(all), all.shop)).toEqual(first);
    expect(await points(all)).toEqual([0, 200]);
  });

  it('are told of what happens to an old purchase, whichever of them shows a card', async () => {
    const all = await two({ wallet: 'pending: { action: shipped }' });
    const { shop, ann } = all;
    const orders: string[] = [];
    for (let count = 0; count < 3; count++)
      orders.push((await purchase(shop, aPurchase({ member: ANN }))).first.purchase);
    await movePoints(merge(all), shop);
    shop.members.also(TEA, { kind: 'card', value: '4009' }, ann);
    const shipped = (order: number, member?: SentAction['member']) => {
      const report = {
        source: 'shop',
        externalId: `S-${order}`,
        occurredAt: '2026-03-06T10:00:00Z',
        action: 'shipped',
      };
      return postAction({ ...report, purchase: { id: orders[order] ?? '' }, ...(member && { member }) }, shop);
    };
    shop.members.join(TEA, { kind: 'card', value: '4010' });
    expect(await shipped(0, { card: '4010' })).toMatchObject({ rejection: { reason: 'purchase_of_another_member' } });
    expect(await shipped(0, BOB)).toMatchObject({ recorded: { released: [{ points: 100n }] } });
    expect(await shipped(1, { card: '4009' })).toMatchObject({ recorded: { released: [{ points: 100n }] } });
    expect(await shipped(2)).toMatchObject({ recorded: { released: [{ points: 100n }] } });
    expect(await points(all)).toEqual([0, 300]);
  });

  it('earn in the one account, also where somebody still believes in the other', async () => {
    const all = await two();
    await movePoints(merge(all), all.shop);
    const { first } = await purchase(all.shop, aPurchase({ member: ANN }));
    expect([first.member, first.account]).toEqual([all.ann.member, all.bob.account]);
    expect(first.outcome?.balances).toMatchObject([{ wallet: 'points', available: 100n }]);
    expect(await points(all)).toEqual([0, 100]);
  });

  it('give back old purchases from the lots where they are now', async () => {
    const all = await two();
    const { first } = await purchase(all.shop, aPurchase({ member: ANN }));
    await purchase(all.shop, aPurchase({ member: BOB, lines: [line('1', '30.00')] }));
    await movePoints(merge(all), all.shop);
    const sent = aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] });
    const given = await giveBack(all.shop, sent);
    expect([taken(given), given.account, given.member]).toEqual([100, all.bob.account, all.ann.member]);
    expect(await points(all)).toEqual([0, 30]);
  });

  it('may show either card with either one’s purchase', async () => {
    const all = await two();
    const { first } = await purchase(all.shop, aPurchase({ member: ANN }));
    const sent = (change = {}) =>
      aReturn({ member: BOB, purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }], ...change });
    expect(await postReturn(sent(), all.shop)).toMatchObject({ rejection: { reason: 'purchase_of_another_member' } });
    await movePoints(merge(all), all.shop);
    expect(taken(await giveBack(all.shop, sent()))).toBe(100);
  });

  it('are found by a blind return, whoever bought', async () => {
    const all = await two();
    await purchase(all.shop, aPurchase({ member: ANN }));
    await movePoints(merge(all), all.shop);
    const given = await giveBack(all.shop, aReturn({ member: BOB, lines: [{ sku: 'SKU-1', quantity: '1' }] as never }));
    expect(taken(given)).toBe(100);
    expect(await points(all)).toEqual([0, 0]);
  });

  it('can have a purchase of before voided', async () => {
    const all = await two();
    const { first } = await purchase(all.shop, aPurchase({ member: ANN }));
    await movePoints(merge(all), all.shop);
    await postVoid({ id: first.purchase }, all.shop);
    expect(await points(all)).toEqual([0, 0]);
  });

  it('are adjusted where their points are, under the old account too, and once', async () => {
    const all = await two();
    await movePoints(merge(all), all.shop);
    const asked = {
      account: all.ann.account,
      wallet: 'points',
      points: 7n,
      reason: 'goodwill',
      actor: 'key_eve',
      allowNegative: false,
      idempotencyKey: 'k-1',
      fingerprint: '1'.repeat(32),
    };
    expect(await adjustAccount(asked, all.shop)).toMatchObject({ repeated: false });
    expect(await adjustAccount(asked, all.shop)).toMatchObject({ repeated: true });
    expect(await points(all)).toEqual([0, 7]);
  });

  it('have room under a cap once, and what a return frees is free for both', async () => {
    const all = await two({ wallet: 'caps: { day: 150 }' });
    const { first } = await purchase(all.shop, aPurchase({ member: ANN }));
    await movePoints(merge(all), all.shop);
    const bobs = () => purchase(all.shop, aPurchase({ member: BOB }));
    expect((await bobs()).first.outcome?.lots[0]?.points).toBe(50n);
    const back = aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] });
    expect(taken(await giveBack(all.shop, back))).toBe(100);
    expect((await bobs()).first.outcome?.lots[0]?.points).toBe(100n);
  });

  it('have bought for the third time when both have bought', async () => {
    const all = await two({ programme: offers('id: third, give: { points: 50, everyNth: 3, within: P30D }') });
    await purchase(all.shop, aPurchase({ member: ANN, occurredAt: '2026-03-01T10:00:00Z' }));
    await purchase(all.shop, aPurchase({ member: BOB, occurredAt: '2026-03-02T10:00:00Z' }));
    await movePoints(merge(all), all.shop);
    const third = await purchase(all.shop, aPurchase({ member: BOB, occurredAt: '2026-03-03T10:00:00Z' }));
    expect(third.first.outcome?.lots.map((lot) => lot.points)).toEqual([150n]);
  });
});
