import { describe, expect, it } from '@jest/globals';
import {
  aPurchase,
  aReturn,
  giveBack,
  instant,
  line,
  openShop,
  purchase,
  taken,
  TEA,
  teaProgramme,
  withoutMember,
  type Shop,
} from '../../testing/shop.fixture.js';
import { claimWaiting } from './claim-waiting.js';
import { postClaim } from './post-claim.js';
import { postPurchase } from '../purchases/post-purchase.js';
import { postVoid } from '../voids/post-void.js';

const cardOf = (shop: Shop) => shop.members.join(TEA, { kind: 'card', value: '4007' });
const member = { card: '4007' };

describe('A guest’s purchase', () => {
  it('earns for whoever claims it, by the programme in force when it happened', async () => {
    const shop = await openShop();
    await shop.apply(teaProgramme({ earn: 'exclude: { skus: [SKU-1] }' }));
    const { account } = cardOf(shop);
    const sent = withoutMember(aPurchase());
    const { first } = await purchase(shop, sent);
    const claimed = await postClaim({ id: first.purchase, member }, shop);
    expect(claimed).toMatchObject({
      repeated: false,
      claimed: {
        account,
        outcome: { programmeVersion: 1, accountVersion: 1, lots: [{ points: 100n }], balances: [{ available: 100n }] },
      },
    });
    expect(await postClaim({ id: first.purchase, member }, shop)).toMatchObject({
      repeated: true,
      claimed: { account },
    });
    expect(await purchase(shop, sent)).toMatchObject({ repeated: true, first: { account: null } });
    expect(await shop.balance(account)).toMatchObject({ available: 100 });
  });

  it('is claimed once: not by another member, not when it was voided, not when it is not there', async () => {
    const shop = await openShop();
    cardOf(shop);
    shop.members.join(TEA, { kind: 'card', value: '4008' });
    const { first } = await purchase(shop, withoutMember(aPurchase()));
    const claims = await Promise.all([
      postClaim({ id: first.purchase, member }, shop),
      postClaim({ id: first.purchase, member: { card: '4008' } }, shop),
    ]);
    expect(claims).toMatchObject([{ repeated: false }, { rejection: { reason: 'purchase_already_claimed' } }]);

    const mistake = await purchase(shop, withoutMember(aPurchase()));
    await postVoid({ id: mistake.first.purchase }, shop);
    expect(await postClaim({ id: mistake.first.purchase, member }, shop)).toMatchObject({
      rejection: { reason: 'purchase_voided' },
    });
    expect(await postClaim({ id: 'pur_unknown', member }, shop)).toMatchObject({
      rejection: { reason: 'purchase_not_found' },
    });
    expect(await postClaim({ id: first.purchase, member: { card: 'nobody' } }, shop)).toMatchObject({
      rejection: { reason: 'member_not_found' },
    });
    const owned = await purchase(shop, aPurchase());
    expect(await postClaim({ id: owned.first.purchase, member }, shop)).toMatchObject({
      rejection: { reason: 'purchase_already_claimed' },
    });
  });

  it('earns only for what had not been given back by then, and gives the rest back to the unit', async () => {
    const shop = await openShop();
    const { account } = cardOf(shop);
    const { first } = await purchase(
      shop,
      withoutMember(aPurchase({ lines: [line('1', '100.00', { quantity: '3' })] })),
    );
    const back = (it: object) =>
      giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', ...it }] }));
    await back({ quantity: '1' });
    await back({ amount: '10.00' });
    expect(await postClaim({ id: first.purchase, member }, shop)).toMatchObject({
      claimed: { outcome: { balances: [{ available: 56n }] } },
    });
    expect([taken(await back({ quantity: '1' })), taken(await back({ quantity: '1' }))]).toEqual([28, 28]);
    expect(await shop.balance(account)).toMatchObject({ available: 0 });
  });

  it('is found by blind returns once it is claimed', async () => {
    const shop = await openShop();
    cardOf(shop);
    const { first } = await purchase(shop, withoutMember(aPurchase()));
    await postClaim({ id: first.purchase, member }, shop);
    const { matched } = await giveBack(shop, aReturn({ member, lines: [{ sku: 'SKU-1', quantity: '1' }] }));
    expect(matched).toMatchObject([{ purchase: first.purchase }]);
  });
});

describe('Purchases of a card that nobody had', () => {
  it('become the member’s who joins in time, each once, however often it is asked', async () => {
    const shop = await openShop(teaProgramme({ programme: 'claimWithin: P30D' }));
    for (const occurredAt of ['2026-03-02T10:00:00Z', '2026-03-03T10:00:00Z', '2026-03-20T10:00:00Z']) {
      await purchase(shop, aPurchase({ occurredAt, lines: [line('1', '10.00')] }));
    }
    const stranger = shop.members.strangerOf(TEA, { kind: 'card', value: '4007' }) ?? '';
    const { member: mem, account } = cardOf(shop);
    const claim = {
      member: mem,
      account,
      programme: TEA,
      strangers: [stranger, 'another'],
      joinedAt: instant('2026-04-01T09:00:00Z'),
    };
    // 2 March, 11:00 in Berlin, and 30 days are 1 April, 11:00 by summer time: at that very instant it is over.
    expect(await claimWaiting(claim, shop)).toBe(2);
    expect(await claimWaiting(claim, shop)).toBe(0);
    expect(await shop.balance(account)).toMatchObject({ available: 20 });
  });
});

describe('The programme that a purchase means', () => {
  it('is the only one that takes its currency, or must be named', async () => {
    const shop = await openShop();
    await shop.apply(teaProgramme({ id: 'records', currency: 'USD' }));
    cardOf(shop);
    expect((await purchase(shop, aPurchase())).first.programme).toBe(TEA);
    await shop.apply(teaProgramme({ id: 'coffee' }));
    expect(await postPurchase(aPurchase(), shop)).toMatchObject({
      rejection: { reason: 'programme_required', candidates: [TEA, 'coffee'] },
    });
    expect(await postPurchase(aPurchase({ programme: 'wine' }), shop)).toMatchObject({
      rejection: { reason: 'programme_not_found' },
    });
    const { first } = await purchase(shop, aPurchase({ programme: TEA }));
    expect(first.programme).toBe(TEA);
    const back = await giveBack(
      shop,
      aReturn({
        purchase: { source: first.source, externalId: first.externalId },
        lines: [{ id: '1', quantity: '1' }],
      }),
    );
    expect(taken(back)).toBe(100);
  });
});
