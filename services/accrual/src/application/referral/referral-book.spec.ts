import { accountStream } from '@loyalty/ledger';
import { describe, expect, it } from '@jest/globals';
import { referralStream } from '../../domain/streams/referral-stream.js';
import { anInviter, REFERRAL, type Invited } from '../../testing/referral.fixture.js';
import { aPurchase, aReturn, giveBack, line, purchase, taken, TEA } from '../../testing/shop.fixture.js';
import { accountStreamId } from '../account-book.js';
import { auditLedger } from '../audit/audit-ledger.js';
import { movePoints } from '../accounts/move-points.js';
import { postReturn } from '../returns/post-return.js';
import { postVoid } from '../voids/post-void.js';
import { referralOf } from './referral-book.js';

const audited = async ({ shop }: Invited) => {
  const { differences } = await auditLedger({ log: shop.store, programmes: shop.programmes });
  return differences;
};

const judgements = async ({ shop, friends }: Invited, card: string) => {
  const events = await shop.store.readStream(referralOf(TEA, friends[card]?.member ?? ''));
  return events.map((event) => referralStream.decode(event));
};

const back = (purchaseId: string, quantity: string, occurredAt = '2026-03-20T10:00:00Z') =>
  aReturn({ purchase: { id: purchaseId }, lines: [{ id: '1', quantity }], occurredAt });

describe('An invitation', () => {
  it('gives to both in the commit of the first purchase that qualifies, and names it', async () => {
    const all = await anInviter(['bob']);
    const { first } = await all.buys('bob', '40.00', 5);
    expect(await all.available()).toEqual([500, 240]);
    expect(first.outcome?.explanation.map(({ offer }) => offer)).toEqual(['base']);
    expect(first.outcome?.balances[0]?.available).toBe(240n);
    expect(await judgements(all, 'bob')).toMatchObject([
      {
        purchase: first.purchase,
        invitedBy: { member: all.inviter.member, account: all.inviter.account },
        inviter: { explanation: [{ offer: 'referral-inviter', points: 500n, qualifiedBy: [first.purchase] }] },
        friend: { explanation: [{ offer: 'referral-friend', points: 200n, qualifiedBy: [first.purchase] }] },
      },
    ]);
    expect(await audited(all)).toEqual([]);
  });

  it('says in the account of who invited that it was an invitation, and nothing of what the friend bought', async () => {
    const all = await anInviter(['bob']);
    const { first } = await all.buys('bob', '40.00', 5);
    const events = await all.shop.store.readStream(accountStreamId(all.inviter.account));
    const [earned] = events.map((event) => accountStream.decode(event));
    expect(earned).toMatchObject({ type: 'PointsEarned', reason: 'referral-inviter', member: all.inviter.member });
    expect(JSON.stringify(events)).not.toContain(first.purchase);
    expect(JSON.stringify(events)).not.toContain(all.friends.bob?.member);
  });

  it('gives once: neither a repeat nor a second purchase gives again, and it says why', async () => {
    const all = await anInviter(['bob']);
    await all.buys('bob', '40.00', 5, 'R-1');
    expect((await all.buys('bob', '40.00', 5, 'R-1')).repeated).toBe(true);
    await all.buys('bob', '50.00', 6);
    expect(await all.available()).toEqual([500, 290]);
    expect((await judgements(all, 'bob')).at(-1)).toMatchObject({
      inviter: null,
      friend: null,
      failed: { condition: 'first', found: '1 purchases before it' },
    });
    expect(await audited(all)).toEqual([]);
  });

  it.each([
    ['29.99', 5, 'spentAtLeast'],
    ['40.00', 31, 'within'],
  ])('gives nothing for a purchase of %s on day %i: %s', async (amount, day, condition) => {
    const all = await anInviter(['bob']);
    await all.buys('bob', amount, day);
    expect((await all.available())[0]).toBe(0);
    expect(await judgements(all, 'bob')).toMatchObject([{ failed: { condition } }]);
    expect(await audited(all)).toEqual([]);
  });

  it('once nothing can qualify any more keeps no more purchases', async () => {
    const all = await anInviter(['bob']);
    await all.buys('bob', '5.00', 5);
    await all.buys('bob', '5.00', 31);
    expect(await judgements(all, 'bob')).toHaveLength(1);
  });

  it('is not judged by what was bought before joining, or by what nobody paid for', async () => {
    const all = await anInviter(['bob']);
    const buys = (change: Parameters<typeof aPurchase>[0]) =>
      purchase(all.shop, aPurchase({ member: { card: 'bob' }, ...change }));
    await buys({ occurredAt: '2026-02-28T10:00:00Z', lines: [line('1', '90.00')] });
    await buys({ occurredAt: '2026-03-02T10:00:00Z', lines: [line('1', '0.00')] });
    const free = { lines: [line('1', '50.00')], payments: [{ kind: 'points' as const, amount: '50.00' }] };
    await buys({ occurredAt: '2026-03-02T11:00:00Z', ...free });
    expect(await judgements(all, 'bob')).toEqual([]);
    await all.buys('bob', '40.00', 5);
    expect((await all.available())[0]).toBe(500);
    expect(await audited(all)).toEqual([]);
  });

  it('gives nothing to whom nobody invited, and writes nothing of them', async () => {
    const all = await anInviter(['bob']);
    await all.buys('ann', '40.00', 5);
    expect(await all.available()).toEqual([40, 0]);
    expect(await all.shop.store.readStream(referralOf(TEA, all.inviter.member))).toEqual([]);
  });

  it('is bounded for who invites and by the budget of all, and says what was trimmed', async () => {
    const cards = ['b', 'c', 'd', 'e', 'f'];
    const all = await anInviter(cards);
    for (const [at, card] of cards.entries()) await all.buys(card, '30.00', 2 + at);
    expect(await all.available()).toEqual([1000, 230, 230, 230, 230, 130]);
    expect((await judgements(all, 'f')).at(-1)).toMatchObject({
      inviter: { lots: [], explanation: [{ points: 0n, trimmed: { points: 500n } }] },
      friend: { explanation: [{ points: 100n, trimmed: { points: 100n } }] },
    });
    expect(await audited(all)).toEqual([]);
  });
});

describe('What an invitation gave', () => {
  it('goes back whole once what is kept no longer qualifies, and counts no longer', async () => {
    const all = await anInviter(['bob', 'cid', 'dan']);
    const { first } = await all.buys('bob', '60.00', 5);
    expect(taken(await giveBack(all.shop, back(first.purchase, '1')))).toBe(30);
    expect((await all.available()).slice(0, 2)).toEqual([500, 230]);
    expect(taken(await giveBack(all.shop, back(first.purchase, '1')))).toBe(230);
    expect((await all.available()).slice(0, 2)).toEqual([0, 0]);
    await all.buys('cid', '30.00', 6);
    await all.buys('dan', '30.00', 7);
    expect((await all.available())[0]).toBe(1000);
    expect(await audited(all)).toEqual([]);
  });

  it('goes back once: what comes back after that takes no more', async () => {
    const all = await anInviter(['bob']);
    const { first } = await all.buys('bob', '40.00', 5);
    expect(taken(await giveBack(all.shop, back(first.purchase, '1')))).toBe(220);
    expect(taken(await giveBack(all.shop, back(first.purchase, '1')))).toBe(20);
    expect(await all.available()).toEqual([0, 0]);
    expect((await judgements(all, 'bob')).slice(1)).toMatchObject([
      { isGone: false, isWithdrawn: true },
      { isGone: true, isWithdrawn: false },
    ]);
    expect(await audited(all)).toEqual([]);
  });

  it('comes again with the first purchase that is not returned', async () => {
    const all = await anInviter(['bob']);
    const { first } = await all.buys('bob', '40.00', 5);
    await giveBack(all.shop, back(first.purchase, '2'));
    await all.buys('bob', '40.00', 25);
    expect(await all.available()).toEqual([500, 240]);
    expect(await audited(all)).toEqual([]);
  });

  it('does not come again while another purchase is kept', async () => {
    const all = await anInviter(['bob']);
    const { first } = await all.buys('bob', '40.00', 5);
    await all.buys('bob', '10.00', 6);
    await giveBack(all.shop, back(first.purchase, '2'));
    await all.buys('bob', '40.00', 7);
    expect(await all.available()).toEqual([0, 50]);
    expect(await audited(all)).toEqual([]);
  });

  it('goes back with a void, too, and a purchase that was void before it came gives nothing', async () => {
    const all = await anInviter(['bob', 'cid']);
    const { first } = await all.buys('bob', '40.00', 5);
    await postVoid({ id: first.purchase }, all.shop);
    await postVoid({ source: 'till-7', externalId: 'R-void', programme: TEA }, all.shop);
    await all.buys('cid', '40.00', 5, 'R-void');
    expect(await all.available()).toEqual([0, 0, 0]);
    expect(await audited(all)).toEqual([]);
  });

  it('is judged by what is kept where a return had waited for the purchase', async () => {
    const all = await anInviter(['bob', 'cid']);
    for (const [externalId, quantity] of [
      ['W-1', '1'],
      ['W-2', '1'],
    ] as const) {
      const purchase = { source: 'till-7', externalId };
      await postReturn(aReturn({ programme: TEA, purchase, lines: [{ id: '1', quantity }] }), all.shop);
    }
    await all.buys('bob', '40.00', 5, 'W-1');
    const { first } = await all.buys('cid', '80.00', 5, 'W-2');
    expect(await all.available()).toEqual([500, 20, 240]);
    expect(first.outcome?.balances[0]?.available).toBe(240n);
    expect(await audited(all)).toEqual([]);
  });

  it('follows the points of who invited to where they are now, both ways', async () => {
    const all = await anInviter(['bob', 'cid']);
    const { shop, inviter } = all;
    const bob = await all.buys('bob', '40.00', 5);
    const now = shop.members.join(TEA, { kind: 'card', value: 'anna' });
    const move = { move: 'mov_1', programme: TEA, from: inviter.account, to: now.account };
    await movePoints({ ...move, members: [inviter.member], whole: true }, shop);
    await all.buys('cid', '40.00', 6);
    expect((await shop.balance(now.account)).available).toBe(1000);
    await giveBack(shop, back(bob.first.purchase, '2'));
    expect((await shop.balance(now.account)).available).toBe(500);
    expect((await all.available())[0]).toBe(0);
    expect(await audited(all)).toEqual([]);
  });

  it('is the claw-back policy’s where it was spent already', async () => {
    const programme = `${REFERRAL}clawBack: within_balance\n`;
    const all = await anInviter(['bob'], programme);
    const { first } = await all.buys('bob', '40.00', 5);
    const other = all.shop.members.join(TEA, { kind: 'card', value: 'anna' });
    const move = { move: 'mov_1', programme: TEA, from: all.inviter.account, to: other.account };
    await movePoints({ ...move, members: [all.inviter.member], whole: true }, all.shop);
    await giveBack(all.shop, back(first.purchase, '2'));
    expect(await all.available()).toEqual([0, 0]);
    expect(await audited(all)).toEqual([]);
  });
});
