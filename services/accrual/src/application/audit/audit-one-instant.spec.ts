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
  withoutMember,
} from '../../testing/shop.fixture.js';
import { offers } from '../../testing/offers.fixture.js';
import { anInviter } from '../../testing/referral.fixture.js';
import { postClaim } from '../strangers/post-claim.js';
import { postReturn } from '../returns/post-return.js';
import { postVoid } from '../voids/post-void.js';
import { auditLedger } from './audit-ledger.js';

describe('What happens in one instant', () => {
  it('is told apart by offer, where two returns of a purchase each withdraw a bonus that it had qualified', async () => {
    const programme = offers(
      'id: tea, give: { points: 20, everyNth: 2, within: year }, lines: { include: { skus: [SKU-A] } }',
      'id: pair, give: { points: 50, everyNth: 2, within: year }',
    );
    const shop = await openShop(teaProgramme({ programme }));
    shop.members.join(TEA, { kind: 'card', value: '4007' });
    const lines = [line('A', '10.00'), line('B', '10.00')];
    const { first } = await purchase(shop, aPurchase({ lines }));
    await purchase(shop, aPurchase({ lines, occurredAt: '2026-03-06T10:00:00Z' }));
    shop.clock.set('2026-06-02T12:00:00Z');
    const back = (id: string) => aReturn({ purchase: { id: first.purchase }, lines: [{ id, quantity: '1' }] });
    const taken = [await giveBack(shop, back('A')), await giveBack(shop, back('B'))].map(({ takenBack }) =>
      takenBack.map(({ points }) => Number(points)),
    );
    expect(taken).toEqual([[30], [60]]);
    expect(await auditLedger({ log: shop.store, programmes: shop.programmes })).toMatchObject({ differences: [] });
  });

  it('is judged at its place, where a claim that earned nothing is followed by a return that frees its bound', async () => {
    const shop = await openShop(teaProgramme({ earn: 'caps: { member: 100 }' }));
    shop.members.join(TEA, { kind: 'card', value: '4007' });
    const { first } = await purchase(shop, aPurchase());
    const guest = await purchase(shop, withoutMember(aPurchase()));
    shop.clock.set('2026-06-02T12:00:00Z');
    const claimed = await postClaim({ id: guest.first.purchase, member: { card: '4007' } }, shop);
    if (!('claimed' in claimed)) throw new Error('the purchase was not claimed');
    expect(claimed.claimed.outcome.lots).toEqual([]);
    await postVoid({ id: first.purchase }, shop);
    expect(await auditLedger({ log: shop.store, programmes: shop.programmes })).toMatchObject({ differences: [] });
  });

  it('is judged as it was kept, where more of a friend’s purchase goes back after what had waited for it', async () => {
    const { shop, buys } = await anInviter(['bob']);
    shop.clock.set('2026-06-02T12:00:00Z');
    const named = { source: aPurchase().source, externalId: 'R-late' };
    const back = () => postReturn(aReturn({ purchase: named, lines: [{ id: '1', quantity: '1' }] }), shop);
    await back();
    const { first } = await buys('bob', '58.00', 5, named.externalId);
    expect(first.returns).toHaveLength(1);
    await back();
    expect(await auditLedger({ log: shop.store, programmes: shop.programmes })).toMatchObject({ differences: [] });
  });
});
