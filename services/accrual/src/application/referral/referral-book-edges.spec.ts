import { describe, expect, it } from '@jest/globals';
import { anInviter, type Invited } from '../../testing/referral.fixture.js';
import { aPurchase, aReturn, giveBack, line, teaProgramme } from '../../testing/shop.fixture.js';
import { auditLedger } from '../audit/audit-ledger.js';
import { postPurchase } from '../purchases/post-purchase.js';

const audited = async ({ shop }: Invited) => {
  const { differences } = await auditLedger({ log: shop.store, programmes: shop.programmes });
  return differences;
};

const back = (purchaseId: string, quantity: string, occurredAt: string) =>
  aReturn({ purchase: { id: purchaseId }, lines: [{ id: '1', quantity }], occurredAt });

describe('Who invited', () => {
  it('has been erased: the friend gets theirs nevertheless', async () => {
    const all = await anInviter(['bob']);
    const told = all.shop.members.tells;
    all.shop.members.tells = (question) => {
      const facts = told(question);
      return {
        ...facts,
        ...(facts.invitations && { invitations: facts.invitations.map((each) => ({ ...each, inviter: null })) }),
      };
    };
    await all.buys('bob', '40.00', 5);
    expect(await all.available()).toEqual([0, 240]);
    expect(await audited(all)).toEqual([]);
  });

  it('cannot be asked for: the purchase is not decided, and comes again', async () => {
    const all = await anInviter(['bob']);
    const { tells } = all.shop.members;
    all.shop.members.tells = () => {
      throw new Error('enrollment is away');
    };
    await expect(all.buys('bob', '40.00', 5, 'R-9')).rejects.toThrow('away');
    all.shop.members.tells = tells;
    await all.buys('bob', '40.00', 5, 'R-9');
    expect(await all.available()).toEqual([500, 240]);
  });

  it('is asked of nobody where the programme gives nothing for it', async () => {
    const all = await anInviter(['bob'], '');
    await all.buys('bob', '40.00', 5);
    expect(all.shop.members.asked).toEqual([]);
    expect(await all.available()).toEqual([0, 40]);
  });

  it('invited many who buy at once: all get theirs, each once, and no bound is overrun', async () => {
    const cards = Array.from({ length: 8 }, (_, at) => `f${at}`);
    const all = await anInviter(cards);
    const sent = cards.flatMap((card) => {
      const one = aPurchase({ member: { card }, occurredAt: '2026-03-05T10:00:00Z', lines: [line('1', '40.00')] });
      return [one, one];
    });
    await Promise.all(sent.map((each) => postPurchase(each, all.shop)));
    const [inviter = 0, ...friends] = await all.available();
    expect(inviter).toBe(1000);
    expect(friends.reduce((sum, each) => sum + each - 40, 0)).toBe(900);
    expect(await audited(all)).toEqual([]);
  });
});

it('a programme that stops giving takes back all the same, by the version that gave', async () => {
  const all = await anInviter(['bob']);
  const { first } = await all.buys('bob', '40.00', 5);
  all.shop.clock.set('2026-06-02T00:00:00Z');
  await all.shop.apply(teaProgramme({}));
  await giveBack(all.shop, back(first.purchase, '1', '2026-06-02T00:00:00Z'));
  expect(await all.available()).toEqual([0, 20]);
  expect(await audited(all)).toEqual([]);
});
