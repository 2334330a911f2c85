import { describe, expect, it } from '@jest/globals';
import { aPurchase, line, openShop, purchase, TEA, teaProgramme } from '../../testing/shop.fixture.js';
import { reverseTransfer } from './reverse-transfer.js';
import { transferPoints } from './transfer-points.js';

async function givers(limit: string) {
  const shop = await openShop(
    teaProgramme({ programme: `velocity: { limits: [{ id: gifts, on: gifts, ${limit} }] }` }),
  );
  const [ann, bob] = ['4007', '4008'].map((value) => shop.members.join(TEA, { kind: 'card', value }));
  if (!ann || !bob) throw new Error('two have joined');
  await purchase(shop, aPurchase({ member: { card: '4007' }, lines: [line('1', '1000.00')] }));
  const { account: from } = ann;
  const asked = { from, to: bob.account, wallet: 'points', actor: 'key_eve', fingerprint: '1'.repeat(32) };
  const gives = async (points: bigint, idempotencyKey: string) => {
    const answer = await transferPoints({ ...asked, points, idempotencyKey }, shop);
    if ('rejected' in answer) return answer.rejection;
    return 'out' in answer ? answer.out.transfer : answer.held.hold;
  };
  return { shop, gives, ann };
}
const given = expect.stringMatching(/^trf_/);

describe('A velocity limit of gifts', () => {
  it('refuses one more in any such time, with what was found, and counts a retry once', async () => {
    const { shop, gives } = await givers('of: member, within: PT10M, times: 2, then: refuse');
    expect([await gives(1n, 'a'), await gives(1n, 'a'), await gives(1n, 'b')]).toEqual([given, given, given]);
    const againAt = shop.clock.now() + 600_000;
    expect(await gives(1n, 'c')).toEqual({
      reason: 'velocity_limit_reached',
      limit: 'gifts',
      on: 'gifts',
      of: 'member',
      within: 'PT10M',
      measure: 'times',
      max: 2n,
      found: 2n,
      asked: 1n,
      againAt,
    });
    expect(await gives(1n, 'b')).toEqual(given);
    shop.clock.set(new Date(againAt).toISOString());
    expect(await gives(1n, 'c')).toEqual(given);
  });

  it('adds up points, also of what came back', async () => {
    const { shop, gives } = await givers('of: member, within: P1D, points: 100, then: refuse');
    const transfer = String(await gives(60n, 'a'));
    const back = { transfer, reason: 'mistake', actor: 'key_eve', idempotencyKey: 'u', fingerprint: '2'.repeat(32) };
    await reverseTransfer(back, shop);
    expect(await gives(41n, 'b')).toMatchObject({ measure: 'points', wallet: 'points', found: 60n, asked: 41n });
    expect(await gives(40n, 'c')).toEqual(given);
  });

  it('is found by two who are given at the same instant', async () => {
    const { gives } = await givers('of: member, within: P1D, times: 1, then: refuse');
    const answers = await Promise.all(['a', 'b', 'c'].map((key) => gives(1n, key)));
    expect(answers.filter((answer) => typeof answer === 'string')).toHaveLength(1);
  });

  it('bounds what is given after a change of contact, from then on and until its time is over', async () => {
    const { shop, gives, ann } = await givers(
      'of: member, after: contact_change, within: P1D, points: 100, then: refuse',
    );
    expect(await gives(500n, 'a')).toEqual(given);
    const changedAt = shop.clock.now() + 1_000;
    shop.clock.set(new Date(changedAt).toISOString());
    shop.members.changeContact(ann.member, changedAt);
    expect(await gives(60n, 'b')).toEqual(given);
    expect(await gives(41n, 'c')).toMatchObject({
      reason: 'velocity_limit_reached',
      after: 'contact_change',
      changedAt,
      found: 60n,
      asked: 41n,
      againAt: changedAt + 86_400_000,
    });
    shop.clock.set(new Date(changedAt + 86_400_000).toISOString());
    expect(await gives(41n, 'c')).toEqual(given);
  });
});
