import { describe, expect, it } from '@jest/globals';
import type { SentPurchase } from '../../domain/sent/sent-purchase.js';
import {
  gift,
  openedWithPoints as opened,
  paidPartly as paid,
  payWithPoints,
  redeem,
} from '../../testing/redemption.fixture.js';
import { aPurchase, TEA, withoutMember, type Shop } from '../../testing/shop.fixture.js';
import { postPurchase } from '../purchases/post-purchase.js';

describe('A payment with points is refused', () => {
  const refused = async (shop: Shop, sent: SentPurchase) => {
    const heads = await shop.store.heads();
    const answer = await postPurchase(sent, shop);
    expect(await shop.store.heads()).toEqual(heads);
    return 'rejection' in answer ? answer.rejection : answer;
  };

  it('where its redemption is none, unnamed, another member’s, or of another currency', async () => {
    const { shop, owner } = await opened();
    const stranger = shop.members.join(TEA, { kind: 'card', value: '5000' });
    await gift(shop, stranger, 3000);
    const theirs = await redeem(shop, stranger, { points: 2000 });
    const mine = await redeem(shop, owner, { points: 2000 });
    const unnamed = aPurchase({ payments: [{ kind: 'points', amount: '100.00' }] });
    expect(await refused(shop, unnamed)).toEqual({ reason: 'redemption_required', payment: 0 });
    expect(await refused(shop, paid('red_1'))).toEqual({ reason: 'redemption_not_found', redemption: 'red_1' });
    expect(await refused(shop, paid(theirs))).toMatchObject({ reason: 'redemption_of_another_member' });
    expect(await refused(shop, withoutMember(paid(mine)))).toMatchObject({ reason: 'redemption_of_another_member' });
    const elsewhere = await redeem(shop, owner, { points: 1000, facts: { programme: 'coffee' } });
    expect(await refused(shop, paid(elsewhere))).toMatchObject({
      reason: 'redemption_of_another_programme',
      programme: 'coffee',
    });
  });

  it('where the points are only held, free again, or pay nothing', async () => {
    const { shop, owner } = await opened();
    const held = await redeem(shop, owner, { points: 2000, isOpen: true });
    expect(await refused(shop, paid(held))).toMatchObject({ reason: 'redemption_not_captured', status: 'authorised' });
    shop.clock.set('2026-06-02T12:00:00Z');
    expect(await refused(shop, paid(held))).toMatchObject({ reason: 'redemption_not_captured', status: 'lapsed' });
    const worthless = await redeem(shop, owner, { points: 2000, currency: 'CHF' });
    expect(await refused(shop, paid(worthless))).toMatchObject({ reason: 'redemption_pays_nothing', why: 'no_rate' });
  });

  it('where it is not what its points are worth, too few, out of step, or more than points may pay', async () => {
    const programme = payWithPoints(
      ', maxShare: 50, lines: { exclude: { skus: [SKU-B] } }',
      ', minimum: 500, step: 100',
    );
    const { shop, owner } = await opened(programme, 9000);
    const of = (points: number) => redeem(shop, owner, { points });
    expect(await refused(shop, paid(await of(2000), '20.01'))).toMatchObject({
      reason: 'payment_is_not_its_worth',
      points: 2000,
      worth: '20.00',
      amount: '20.01',
    });
    expect(await refused(shop, paid(await of(400), '4.00'))).toMatchObject({
      reason: 'points_below_minimum',
      points: 400,
      needed: 500,
    });
    expect(await refused(shop, paid(await of(550), '5.50'))).toMatchObject({
      reason: 'points_not_in_steps',
      points: 550,
      needed: 100,
    });
    expect(await refused(shop, paid(await of(3100), '31.00'))).toMatchObject({
      reason: 'more_than_points_may_pay',
      payable: '60.00',
      most: '30.00',
      asked: '31.00',
    });
  });

  it('a cent more than its share is refused, the share itself is not', async () => {
    const { shop, owner } = await opened(payWithPoints(', maxShare: 50'));
    await gift(shop, owner, 6000);
    const pay = async (points: number, amount: string) =>
      postPurchase(paid(await redeem(shop, owner, { points }), amount, { externalId: amount }), shop);
    expect(await pay(5001, '50.01')).toMatchObject({
      rejection: { reason: 'more_than_points_may_pay', most: '50.00' },
    });
    expect(await pay(5000, '50.00')).toMatchObject({ repeated: false });
  });
});
