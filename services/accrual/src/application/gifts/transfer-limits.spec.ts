import { describe, expect, it } from '@jest/globals';
import { aPurchase, line, openShop, purchase, TEA, teaProgramme } from '../../testing/shop.fixture.js';
import { movePoints } from '../accounts/move-points.js';
import { reverseTransfer } from './reverse-transfer.js';
import { transferPoints } from './transfer-points.js';

async function givers(limits: string) {
  const shop = await openShop(teaProgramme({ programme: limits === '' ? '' : `transfers: ${limits}` }));
  const [ann, bob, eve] = ['4007', '4008', '4009'].map((value) => shop.members.join(TEA, { kind: 'card', value }));
  if (!ann || !bob || !eve) throw new Error('three have joined');
  for (const card of ['4007', '4008'])
    await purchase(shop, aPurchase({ member: { card }, lines: [line('1', '1000.00')] }));
  let keys = 0;
  const gives = async (points: bigint, from = ann) => {
    const idempotencyKey = `k-${(keys += 1)}`;
    const asked = { from: from.account, to: eve.account, wallet: 'points', points, actor: 'key_eve', idempotencyKey };
    const answer = await transferPoints({ ...asked, fingerprint: '1'.repeat(32) }, shop);
    if ('rejected' in answer) return answer.rejection;
    return 'out' in answer ? answer.out.transfer : answer.held.hold;
  };
  const takesBack = (transfer: string) =>
    reverseTransfer(
      {
        transfer,
        reason: 'mistake',
        actor: 'key_eve',
        idempotencyKey: `k-${(keys += 1)}`,
        fingerprint: '2'.repeat(32),
      },
      shop,
    );
  const merge = () =>
    movePoints(
      { move: 'mov_1', programme: TEA, from: ann.account, to: bob.account, members: [ann.member], whole: true },
      shop,
    );
  return { shop, ann, bob, eve, gives, takesBack, merge };
}
const given = expect.stringMatching(/^trf_/);

describe('Gifts within bounds of the programme', () => {
  it('have none where the programme names none', async () => {
    const { gives } = await givers('');
    expect(await gives(1n)).toEqual(given);
    expect(await gives(999n)).toEqual(given);
  });

  it('are at least so many points', async () => {
    const { gives } = await givers('{ least: 50 }');
    expect(await gives(49n)).toEqual({ reason: 'transfer_too_small', least: 50n, asked: 49n });
    expect(await gives(50n)).toEqual(given);
  });

  it('are so many a day at most, and it is said when again', async () => {
    const { shop, gives } = await givers('{ perDay: 100 }');
    expect(await gives(60n)).toEqual(given);
    const refused = { reason: 'transfer_limit_reached', period: 'day', max: 100n, given: 60n, asked: 41n };
    const again = await gives(41n);
    expect(again).toMatchObject(refused);
    expect(await gives(101n)).toMatchObject({ again: null });
    expect(await gives(40n)).toEqual(given);
    const at = (again as { readonly again: number }).again;
    shop.clock.set(new Date(at - 1).toISOString());
    expect(await gives(41n)).toMatchObject({ given: 100n });
    shop.clock.set(new Date(at).toISOString());
    expect(await gives(41n)).toEqual(given);
  });

  it('are so many a month at most, over all its days', async () => {
    const { shop, gives } = await givers('{ perDay: 100, perMonth: 150 }');
    shop.clock.set('2026-07-01T10:00:00Z');
    expect(await gives(100n)).toEqual(given);
    shop.clock.set('2026-07-02T10:00:00Z');
    expect(await gives(51n)).toMatchObject({
      period: 'month',
      given: 100n,
      again: Date.parse('2026-07-31T22:00:00Z'),
    });
    expect(await gives(50n)).toEqual(given);
  });

  it('are counted once for two who are given at the same instant', async () => {
    const { gives } = await givers('{ perDay: 100 }');
    const answers = await Promise.all([gives(60n), gives(60n)]);
    expect(answers.filter((answer) => typeof answer === 'string')).toHaveLength(1);
  });

  it('that come back leave room again, in the day in which they were given', async () => {
    const { shop, gives, takesBack } = await givers('{ perDay: 100, perMonth: 150 }');
    shop.clock.set('2026-07-01T10:00:00Z');
    const first = await gives(100n);
    shop.clock.set('2026-07-02T10:00:00Z');
    expect(await gives(50n)).toEqual(given);
    await takesBack(String(first));
    expect(await gives(51n)).toMatchObject({ period: 'day', given: 50n });
    expect(await gives(50n)).toEqual(given);
    expect(await gives(1n)).toMatchObject({ period: 'day', given: 100n });
  });

  it('of two who have become one have room once', async () => {
    const { gives, merge, bob } = await givers('{ perDay: 100 }');
    expect(await gives(60n)).toEqual(given);
    expect(await gives(30n, bob)).toEqual(given);
    await merge();
    expect(await gives(11n)).toMatchObject({ given: 90n });
    expect(await gives(10n)).toEqual(given);
  });
});
