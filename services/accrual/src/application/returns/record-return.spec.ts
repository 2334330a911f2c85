import { describe, expect, it } from '@jest/globals';
import {
  aPurchase,
  aReturn,
  giveBack,
  line,
  openShop,
  purchase,
  taken,
  TEA,
  teaProgramme,
  withoutMember,
  type Shop,
} from '../../testing/shop.fixture.js';
import { adjustAccount } from '../accounts/adjust-account.js';
import { postReturn } from './post-return.js';

const cardOf = (shop: Shop) => shop.members.join(TEA, { kind: 'card', value: '4007' });

describe('A return by line', () => {
  it('takes back what its units carry, to the last of them, and refuses one more', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const { first } = await purchase(
      shop,
      aPurchase({ lines: [line('A', '124.50', { quantity: '3' }), line('B', '62.50')] }),
    );
    const of = { id: first.purchase };
    const one = (id: string) => giveBack(shop, aReturn({ purchase: of, lines: [{ id, quantity: '1' }] }));
    expect(first.outcome?.lots[0]?.lines).toEqual([
      { line: 'A', points: 125n },
      { line: 'B', points: 62n },
    ]);
    expect([taken(await one('A')), taken(await one('A')), taken(await one('A')), taken(await one('B'))]).toEqual([
      42, 42, 41, 62,
    ]);
    expect(await shop.balance(account)).toMatchObject({ available: 0 });

    const heads = await shop.store.heads();
    const refused = await postReturn(aReturn({ purchase: of, lines: [{ id: 'A', quantity: '1' }] }), shop);
    expect(refused).toMatchObject({
      rejection: {
        reason: 'more_than_bought',
        line: 'A',
        unit: 'quantity',
        bought: '3',
        alreadyReturned: '3',
        asked: '1',
      },
    });
    expect(await postReturn(aReturn({ purchase: of, lines: [{ id: 'C', quantity: '1' }] }), shop)).toMatchObject({
      rejection: { reason: 'line_not_found', line: 'C' },
    });
    expect(await shop.store.heads()).toEqual(heads);
  });

  it('takes 6 and then 4 of the 10 points of 0.350 kg when 0.200 and 0.150 come back', async () => {
    const shop = await openShop();
    cardOf(shop);
    const { first } = await purchase(shop, aPurchase({ lines: [line('1', '10.00', { quantity: '0.350' })] }));
    const some = (quantity: string) =>
      giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity }] }));
    const [six, four] = [await some('0.200'), await some('0.150')];
    expect([taken(six), taken(four)]).toEqual([6, 4]);
    expect([six.refund, four.refund]).toMatchObject([[{ amount: 572n }], [{ amount: 428n }]]);
  });

  it('claws back by the programme’s policy: only_pending, within_balance, unlimited', async () => {
    const outcomes = [];
    for (const policy of ['only_pending', 'within_balance', 'unlimited']) {
      const shop = await openShop(teaProgramme({ programme: `clawBack: ${policy}` }));
      const { account } = cardOf(shop);
      const { first } = await purchase(shop, aPurchase());
      await spend(shop, account, 80);
      const { takenBack, balances } = await giveBack(
        shop,
        aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] }),
      );
      await purchase(shop, aPurchase({ lines: [line('1', '50.00')] }));
      const [{ points, shortfall } = { points: 0n, shortfall: 0n }] = takenBack;
      outcomes.push([
        Number(points),
        Number(shortfall),
        Number(balances[0]?.available),
        (await shop.balance(account)).available,
      ]);
    }
    expect(outcomes).toEqual([
      [0, 0, 20, 70],
      [20, 80, 0, 50],
      [100, 0, -80, -30],
    ]);
  });

  it('takes from the lot that the returned units made, pending or not, before any other', async () => {
    const shop = await openShop(teaProgramme({ wallet: 'pending: P14D' }));
    const { account } = cardOf(shop);
    await purchase(shop, aPurchase({ occurredAt: '2026-01-05T10:00:00Z' }));
    const { first } = await purchase(shop, aPurchase({ occurredAt: '2026-05-31T10:00:00Z' }));
    expect(await shop.balance(account)).toMatchObject({ available: 100, pending: 100 });
    await giveBack(
      shop,
      aReturn({
        occurredAt: '2026-06-01T10:00:00Z',
        purchase: { id: first.purchase },
        lines: [{ id: '1', quantity: '1' }],
      }),
    );
    expect(await shop.balance(account)).toMatchObject({ available: 100, pending: 0 });
  });

  it('counts what had expired unspent as taken back', async () => {
    const shop = await openShop(teaProgramme({ wallet: 'expiry: { after: P30D }' }));
    const { account } = cardOf(shop);
    const { first } = await purchase(shop, aPurchase());
    const back = await giveBack(
      shop,
      aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] }),
    );
    expect([taken(back), await shop.balance(account)]).toMatchObject([0, { available: 0 }]);
  });

  it('is applied once, however often it is sent, also by its receipt under another id', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const { first } = await purchase(shop, aPurchase({ lines: [line('1', '10.00', { quantity: '10' })] }));
    const sent = aReturn({
      purchase: { id: first.purchase },
      lines: [{ id: '1', quantity: '1' }],
      receipt: { number: '9' },
      store: 'b',
    });
    const [one, two] = await Promise.all([postReturn(sent, shop), postReturn(sent, shop)]);
    expect([one, two]).toMatchObject([{ repeated: false }, { repeated: true }]);
    const renamed = await postReturn({ ...sent, externalId: 'other', lines: [{ id: '1', quantity: '1.0' }] }, shop);
    expect(renamed).toMatchObject({ repeated: true, answer: 'answer' in one ? one.answer : {} });
    const differs = async (change: object) => {
      const answer = await postReturn({ ...sent, ...change }, shop);
      expect(answer).toMatchObject({ rejection: { reason: 'already_used_with_other_content' } });
      return Object(answer).rejection.differs;
    };
    expect(await differs({ lines: [{ id: '1', quantity: '2' }] })).toEqual(['lines']);
    expect(await differs({ lines: [{ id: '1', amount: '1.00' }] })).toEqual(['lines']);
    expect(await differs({ lines: [{ id: '2', quantity: '1' }] })).toEqual(['lines']);
    expect(await differs({ occurredAt: '2026-05-31T10:00:00Z' })).toEqual(['occurredAt']);
    expect(await differs({ store: 'c' })).toEqual(['store', 'receipt', 'member', 'purchase']);
    expect(await shop.balance(account)).toMatchObject({ available: 9 });
  });

  it('lets one of two win the race for the last unit', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const { first } = await purchase(shop, aPurchase());
    const back = () =>
      postReturn(aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] }), shop);
    const [won, lost] = await Promise.all([back(), back()]);
    expect([won, lost]).toMatchObject([{ repeated: false }, { rejection: { reason: 'more_than_bought' } }]);
    expect(await shop.balance(account)).toMatchObject({ available: 0 });
  });

  it('gives money back as it was paid, and names no account for a guest', async () => {
    const shop = await openShop();
    const payments = [
      { kind: 'gift_card' as const, amount: '20.00' },
      { kind: 'card' as const, amount: '80.00' },
    ];
    const { first } = await purchase(
      shop,
      withoutMember(aPurchase({ payments, lines: [line('1', '100.00', { quantity: '3' })] })),
    );
    const one = () =>
      giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] }));
    const refunds = [(await one()).refund, (await one()).refund, (await one()).refund];
    const sum = (kind: string) =>
      refunds.flat().reduce((total, it) => (it.kind === kind ? total + it.amount : total), 0n);
    expect([sum('gift_card'), sum('card')]).toEqual([2000n, 8000n]);
    expect(refunds.map((each) => each.reduce((total, { amount }) => total + amount, 0n))).toEqual([
      3334n,
      3333n,
      3333n,
    ]);
    expect(
      await postReturn(aReturn({ purchase: { id: 'pur_unknown' }, lines: [{ id: '1', quantity: '1' }] }), shop),
    ).toMatchObject({
      rejection: { reason: 'purchase_not_found' },
    });
  });

  it('refuses to take back from a purchase that is another member’s', async () => {
    const shop = await openShop();
    cardOf(shop);
    shop.members.join(TEA, { kind: 'card', value: '4008' });
    const { first } = await purchase(shop, aPurchase());
    const sent = aReturn({
      member: { card: '4008' },
      purchase: { id: first.purchase },
      lines: [{ id: '1', quantity: '1' }],
    });
    expect(await postReturn(sent, shop)).toMatchObject({ rejection: { reason: 'purchase_of_another_member' } });
  });
});

describe('A return of money alone', () => {
  it('takes its share of the line’s points; later units take the rest', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const { first } = await purchase(shop, aPurchase({ lines: [line('1', '99.99', { quantity: '3' })] }));
    const back = (it: object) =>
      giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', ...it }] }));
    const steps = [
      await back({ quantity: '1' }),
      await back({ amount: '10.00' }),
      await back({ quantity: '1' }),
      await back({ quantity: '1' }),
    ];
    expect(steps.map(taken)).toEqual([33, 10, 28, 28]);
    expect(steps.flatMap(({ refund }) => refund.map(({ amount }) => Number(amount)))).toEqual([3333, 1000, 2833, 2833]);
    expect(await shop.balance(account)).toMatchObject({ available: 0 });
  });

  it('gives back no more than was paid, and nothing finer than the currency’s coins', async () => {
    const shop = await openShop();
    cardOf(shop);
    const { first } = await purchase(shop, aPurchase({ lines: [line('1', '10.00')] }));
    const back = (amount: string) =>
      postReturn(aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', amount }] }), shop);
    await back('9.00');
    expect(await back('1.01')).toMatchObject({
      rejection: {
        reason: 'more_than_bought',
        unit: 'amount',
        bought: '10.00',
        alreadyReturned: '9.00',
        asked: '1.01',
      },
    });
    expect(await back('0.001')).toMatchObject({ rejection: { reason: 'money_of_wrong_precision', currency: 'EUR' } });
  });
});

function spend(shop: Shop, account: string, points: number) {
  const by = { reason: 'spent', actor: 'key_test', idempotencyKey: 'spend', fingerprint: '0'.repeat(32) };
  return adjustAccount({ account, wallet: 'points', points: BigInt(-points), allowNegative: false, ...by }, shop);
}
