import { describe, expect, it } from '@jest/globals';
import { accountStream, balanceAt } from '@loyalty/ledger';
import {
  gift,
  openedWithPoints as opened,
  paidPartly as paid,
  payWithPoints,
  redeem,
} from '../../testing/redemption.fixture.js';
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
  type Shop,
} from '../../testing/shop.fixture.js';
import { accountStreamId } from '../account-book.js';
import { Batch } from '../purchases/post-batch.js';
import { postPurchase } from '../purchases/post-purchase.js';
import { postReturn } from '../returns/post-return.js';
import { postVoid } from '../voids/post-void.js';
import { Slots } from '../purchases/slots.js';

const available = async (shop: Shop, owner: { account: string }) => (await shop.balance(owner.account)).available;

describe('An order that is partly paid with points', () => {
  it('earns on the rest, and gives back points and money line by line: the worked example', async () => {
    const { shop, owner } = await opened();
    const redemption = await redeem(shop, owner, { points: 2000 });
    const { first } = await purchase(shop, paid(redemption));
    expect(first.outcome?.lots.map(({ points }) => points)).toEqual([80n]);
    expect(first.payments[0]?.paid).toEqual({
      wallet: 'points',
      points: 2000n,
      lines: [
        { line: 'A', points: 1200n, amount: 1200n },
        { line: 'B', points: 800n, amount: 800n },
      ],
    });
    expect(await available(shop, owner)).toBe(3080);

    const of = { purchase: { id: first.purchase } };
    const a = await giveBack(shop, aReturn({ ...of, lines: [{ id: 'A', quantity: '1' }] }));
    expect(a).toMatchObject({
      givenBack: [{ wallet: 'points', points: 1200n, redemption }],
      refund: [{ kind: 'card', amount: 4800n }],
    });
    expect(taken(a)).toBe(48);
    expect(await available(shop, owner)).toBe(3080 + 1200 - 48);
    const b = await giveBack(shop, aReturn({ ...of, lines: [{ id: 'B', quantity: '1' }] }));
    expect(b).toMatchObject({
      givenBack: [{ wallet: 'points', points: 800n, redemption }],
      refund: [{ kind: 'card', amount: 3200n }],
    });
    expect(taken(b)).toBe(32);
    expect(await available(shop, owner)).toBe(5000);
  });

  it('gives points back first, so that a return takes nothing that it has not given', async () => {
    const { shop, owner } = await opened(`clawBack: within_balance\n${payWithPoints()}`);
    const { first } = await purchase(shop, paid(await redeem(shop, owner, { points: 2000 })));
    await redeem(shop, owner, { points: 3080 });
    const back = await giveBack(
      shop,
      aReturn({ purchase: { id: first.purchase }, lines: [{ id: 'A', quantity: '1' }] }),
    );
    expect(back.takenBack).toEqual([{ wallet: 'points', points: 48n, shortfall: 0n }]);
    expect(await available(shop, owner)).toBe(1152);
  });

  it('gives them back to their lots with their old expiry, and by grace where that has passed', async () => {
    const shop = await openShop(teaProgramme({ programme: payWithPoints() }));
    const owner = shop.members.join(TEA, { kind: 'card', value: '4007' });
    const [soon, late] = [Date.parse('2026-06-30T00:00:00Z'), Date.parse('2026-12-31T00:00:00Z')];
    await gift(shop, owner, 1200, { expiresAt: soon });
    await gift(shop, owner, 800, { expiresAt: late });
    const { first } = await purchase(shop, paid(await redeem(shop, owner, { points: 2000 })));
    const of = { purchase: { id: first.purchase } };
    await giveBack(shop, aReturn({ ...of, lines: [{ id: 'B', quantity: '1' }] }));
    shop.clock.set('2026-07-10T00:00:00Z');
    await giveBack(shop, aReturn({ ...of, lines: [{ id: 'A', quantity: '1' }], occurredAt: '2026-07-10T00:00:00Z' }));
    const { state } = await shop.store.load(accountStream, accountStreamId(owner.account));
    const [wallet] = balanceAt(state, shop.clock.now());
    expect(wallet?.expiring).toEqual([
      { at: Date.parse('2026-08-09T00:00:00Z'), points: 1200n },
      { at: late, points: 800n },
    ]);
  });

  it('is repeated without a second thought, and refused where the redemption has paid another', async () => {
    const { shop, owner } = await opened();
    const redemption = await redeem(shop, owner, { points: 2000 });
    const sent = paid(redemption);
    const { first } = await purchase(shop, sent);
    expect(await purchase(shop, sent)).toMatchObject({ repeated: true, first: { purchase: first.purchase } });
    const heads = await shop.store.heads();
    expect(await postPurchase(paid(redemption), shop)).toMatchObject({
      rejection: { reason: 'redemption_used', redemption, purchase: first.purchase },
    });
    expect(await shop.store.heads()).toEqual(heads);
  });

  it('comes back whole with a void, and frees nothing twice', async () => {
    const { shop, owner } = await opened();
    const { first } = await purchase(shop, paid(await redeem(shop, owner, { points: 2000 })));
    await giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: 'A', quantity: '1' }] }));
    expect(await postVoid({ id: first.purchase }, shop)).toMatchObject({
      voided: {
        givenBack: [{ points: 800n }],
        refund: [{ kind: 'card', amount: 3200n }],
        takenBack: [{ points: 32n }],
      },
    });
    expect(await available(shop, owner)).toBe(5000);
    expect(await postVoid({ id: first.purchase }, shop)).toMatchObject({ repeated: true });
    expect(await available(shop, owner)).toBe(5000);
  });

  it('gives back all that paid with the last of the money, also where units had taken less than their share', async () => {
    const dear = payWithPoints().replace('points: 100,', 'points: 10000,');
    const { shop, owner } = await opened(dear);
    const redemption = await redeem(shop, owner, { points: 1000 });
    const { first } = await purchase(
      shop,
      aPurchase({
        lines: [line('A', '0.10', { quantity: '3' })],
        payments: [{ kind: 'points', amount: '0.10', redemption }],
      }),
    );
    const back = (part: { quantity: string } | { amount: string }) =>
      giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: 'A', ...part }] }));
    expect(await back({ quantity: '1' })).toMatchObject({ givenBack: [{ points: 334n }], refund: [] });
    expect(await back({ amount: '0.06' })).toMatchObject({ givenBack: [{ points: 666n }], refund: [] });
  });

  it('that was voided before it came pays nothing: its points are there again', async () => {
    const { shop, owner } = await opened();
    const sent = paid(await redeem(shop, owner, { points: 2000 }));
    await postVoid({ source: sent.source, externalId: sent.externalId, programme: TEA }, shop);
    expect(await purchase(shop, sent)).toMatchObject({ voidedAt: shop.clock.now() });
    expect(await available(shop, owner)).toBe(5000);
    expect(await purchase(shop, sent)).toMatchObject({ repeated: true });
    expect(await available(shop, owner)).toBe(5000);
  });

  it('is taken line by line of a batch, where a second payment with the same points is refused alone', async () => {
    const { shop, owner } = await opened();
    const redemption = await redeem(shop, owner, { points: 2000 });
    const [first, second] = [paid(redemption), paid(redemption)];
    const items = [first, second, first].map((sent) => ({ kind: 'purchase' as const, sent }));
    const answers = await Promise.all(await new Batch(shop, new Slots(10)).hand(items));
    expect(answers).toMatchObject([
      { repeated: false },
      { rejection: { reason: 'redemption_used', redemption } },
      { repeated: true },
    ]);
    expect(await available(shop, owner)).toBe(3080);
  });

  it('gives back by money alone the same share, and all of it with the last of the money', async () => {
    const { shop, owner } = await opened();
    const { first } = await purchase(shop, paid(await redeem(shop, owner, { points: 2000 })));
    const money = (amount: string) =>
      giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: 'A', amount }] }));
    expect(await money('30.00')).toMatchObject({ givenBack: [{ points: 600n }], refund: [{ amount: 2400n }] });
    expect(await money('30.00')).toMatchObject({ givenBack: [{ points: 600n }], refund: [{ amount: 2400n }] });
  });

  it('is returned blindly, in an exchange, and by what had waited for it', async () => {
    const { shop, owner } = await opened();
    const sent = paid(await redeem(shop, owner, { points: 2000 }));
    const { source, externalId } = sent;
    await postReturn(aReturn({ purchase: { source, externalId }, lines: [{ id: 'B', quantity: '1' }] }), shop);
    const { returns } = await purchase(shop, sent);
    expect(returns).toMatchObject([{ givenBack: [{ points: 800n }], refund: [{ amount: 3200n }] }]);

    const other = await redeem(shop, owner, { points: 1000 });
    const swap = paid(other, '10.00', {
      occurredAt: '2026-04-05T10:15:00+01:00',
      returns: [{ purchase: { source, externalId }, lines: [{ id: 'A', quantity: '1' }] }],
    });
    const exchange = await purchase(shop, swap);
    expect(exchange.returns).toMatchObject([{ givenBack: [{ points: 1200n }] }]);
    const blind = aReturn({
      member: { card: '4007' },
      occurredAt: '2026-05-01T10:00:00Z',
      lines: [{ sku: 'SKU-A', quantity: '1' }],
    });
    expect(await giveBack(shop, blind)).toMatchObject({ givenBack: [{ points: 600n, redemption: other }] });
  });
});
