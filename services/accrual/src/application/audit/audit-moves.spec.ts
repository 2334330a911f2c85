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
} from '../../testing/shop.fixture.js';
import { movePoints } from '../accounts/move-points.js';
import { auditLedger } from './audit-ledger.js';

const PROGRAMME = `
offers:
  - { id: visit, give: { points: 7 }, caps: { member: 10 } }
tiers:
  period: calendar_year
  ladder: [{ id: bronze, name: Bronze }, { id: gold, name: Gold, needs: { points: 100 }, benefits: { multiply: 1.5 } }]
`;

describe('The audit of members who became one, and parted', () => {
  it('finds no difference in what they bought, gave back and earned before, meanwhile and after', async () => {
    const shop = await openShop(teaProgramme({ programme: PROGRAMME }));
    const joined = (value: string) => shop.members.join(TEA, { kind: 'card', value });
    const [ann, bob] = [joined('4007'), joined('4008')];
    const buys = (card: string, externalId: string, day: number) =>
      purchase(
        shop,
        aPurchase({
          externalId,
          member: { card },
          occurredAt: `2026-06-0${day}T10:00:00Z`,
          lines: [line('1', '40.00'), line('2', '30.00')],
        }),
      );
    const back = (externalId: string, id: string, day: number) =>
      giveBack(
        shop,
        aReturn({
          externalId: `back-${externalId}-${id}`,
          occurredAt: `2026-06-0${day}T12:00:00Z`,
          purchase: { source: aPurchase().source, externalId },
          lines: [{ id, quantity: '1' }],
        }),
      );
    const later = (day: number) => shop.clock.set(`2026-06-0${day}T13:00:00Z`);
    later(1);
    await buys('4007', 'a1', 1);
    await buys('4008', 'b1', 1);
    later(2);
    await movePoints(
      { move: 'mov_1', programme: TEA, from: ann.account, to: bob.account, members: [ann.member], whole: true },
      shop,
    );
    later(3);
    await back('a1', '1', 3);
    await buys('4007', 'a2', 3);
    await buys('4008', 'b2', 3);
    later(4);
    await back('b1', '2', 4);
    await back('a2', '1', 4);
    later(5);
    const parts = { from: bob.account, to: ann.account, members: [ann.member], whole: false, undoes: 'mov_1' };
    await movePoints({ move: 'mov_2', programme: TEA, ...parts }, shop);
    later(6);
    await back('a2', '2', 6);
    await back('b2', '1', 6);
    await buys('4007', 'a3', 6);
    expect((await auditLedger({ log: shop.store, programmes: shop.programmes })).differences).toEqual([]);
  });
});
