import { describe, expect, it } from '@jest/globals';
import { gift, payWithPoints, redeem } from '../../testing/redemption.fixture.js';
import {
  aPurchase,
  aReturn,
  giveBack,
  line,
  openShop,
  purchase,
  TEA,
  teaProgramme,
} from '../../testing/shop.fixture.js';
import { auditLedger } from '../audit/audit-ledger.js';
import { movePoints } from '../accounts/move-points.js';
import { postPurchase } from '../purchases/post-purchase.js';

const [ANN, BOB] = [{ card: '4007' }, { card: '4008' }];

/** Ann has spent 2,000 points; then her account becomes one with Bob's. */
async function together() {
  const shop = await openShop(teaProgramme({ programme: payWithPoints() }));
  const ann = shop.members.join(TEA, { kind: 'card', value: ANN.card });
  const bob = shop.members.join(TEA, { kind: 'card', value: BOB.card });
  await gift(shop, ann, 5000);
  const redemption = await redeem(shop, ann, { points: 2000 });
  const sent = aPurchase({
    member: BOB,
    lines: [line('A', '60.00'), line('B', '40.00')],
    payments: [
      { kind: 'points', amount: '20.00', redemption },
      { kind: 'card', amount: '80.00' },
    ],
  });
  const moving = { programme: TEA, members: [ann.member] };
  const merge = () => movePoints({ ...moving, move: 'mov_1', from: ann.account, to: bob.account, whole: true }, shop);
  const part = () =>
    movePoints({ ...moving, move: 'mov_2', from: bob.account, to: ann.account, whole: false, undoes: 'mov_1' }, shop);
  const points = async () => [(await shop.balance(ann.account)).available, (await shop.balance(bob.account)).available];
  return { shop, sent, merge, part, points };
}

describe('Who pays with points', () => {
  it('is the account: not another’s, and whoever shares it since', async () => {
    const { shop, sent, merge, points } = await together();
    expect(await postPurchase(sent, shop)).toMatchObject({ rejection: { reason: 'redemption_of_another_member' } });
    await merge();
    expect((await purchase(shop, sent)).first.payments[0]?.paid?.points).toBe(2000n);
    expect(await points()).toEqual([0, 3080]);
  });

  it('has the points back where they are now, also after they have parted again', async () => {
    const { shop, sent, merge, part, points } = await together();
    await merge();
    const { first } = await purchase(shop, sent);
    const back = (id: string) =>
      giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id, quantity: '1' }] }));
    expect(await back('A')).toMatchObject({ givenBack: [{ points: 1200n }], takenBack: [{ points: 48n }] });
    expect(await points()).toEqual([0, 3080 + 1200 - 48]);
    await part();
    const [annBefore = 0, bobBefore = 0] = await points();
    await back('B');
    // The points were Ann's; what the purchase earned is Bob's.
    expect(await points()).toEqual([annBefore + 800, bobBefore - 32]);
    const { differences } = await auditLedger({ log: shop.store, programmes: shop.programmes });
    // Only the gift of this spec has no cause.
    expect(differences.map(({ what }) => what)).toEqual(['cause']);
  });
});
