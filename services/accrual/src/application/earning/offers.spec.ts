import { describe, expect, it } from '@jest/globals';
import { aCounter, gave, offers } from '../../testing/offers.fixture.js';
import { aPurchase, aReturn, line, purchase, TEA, withoutMember } from '../../testing/shop.fixture.js';
import { postClaim } from '../strangers/post-claim.js';
import { postReturn } from '../returns/post-return.js';
import { postVoid } from '../voids/post-void.js';

describe('An offer', () => {
  it('multiplies 150.00 to 187: 125 on line A and 62 on B, which go back as 42, 42, 41 and 62', async () => {
    const till = await aCounter(offers('id: gold, give: { multiply: 1.25 }'));
    const bought = await till.buys('2026-03-05', [line('A', '99.99', { quantity: '3' }), line('B', '50.01')]);
    expect(gave(bought)).toEqual({ base: 150, gold: 37 });
    expect(bought.first.outcome?.lots).toMatchObject([
      {
        points: 187n,
        lines: [
          { line: 'A', points: 125n },
          { line: 'B', points: 62n },
        ],
      },
    ]);
    const back = [];
    for (const units of [{ A: '1' }, { A: '1' }, { B: '1' }, { A: '1' }]) back.push(await till.returns(bought, units));
    expect(back).toEqual([42, 42, 62, 41]);
    expect(await till.shop.balance(till.account)).toMatchObject({ available: 0, shortfall: 0 });
  });

  it('on B ×5 makes 600, and leaves 100 when B is returned', async () => {
    const till = await aCounter(offers('id: five, give: { multiply: 5 }, lines: { include: { skus: [SKU-B] } }'));
    const bought = await till.buys('2026-03-05', [line('A', '100.00'), line('B', '100.00')]);
    expect(await till.shop.balance(till.account)).toMatchObject({ available: 600 });
    expect(await till.returns(bought, { B: '1' })).toBe(500);
    expect(await till.shop.balance(till.account)).toMatchObject({ available: 100 });
  });

  it('with terms of its own makes lots that mature and go back on their own', async () => {
    const till = await aCounter(
      `partners: [bank]\n${offers('id: bank, give: { points: 30 }, partner: bank, pending: { action: shipped }')}`,
    );
    const bought = await till.buys('2026-03-05', [line('1', '10.00'), line('2', '20.00')]);
    expect(bought.first.outcome?.lots).toMatchObject([
      { points: 30n },
      { points: 30n, partner: 'bank', availableAt: null, awaits: { action: 'shipped' } },
    ]);
    expect(await till.shop.balance(till.account)).toMatchObject({ available: 30, pending: 30 });
    expect(await till.returns(bought, { 2: '1' })).toBe(40);
    expect(await till.shop.balance(till.account)).toMatchObject({ available: 10, pending: 10 });
  });
});

describe('A cap of 500 a day', () => {
  it('gives 400, trims the next 400 to 100, and leaves 100 when the first is returned', async () => {
    const till = await aCounter('', 'caps: { day: 500 }');
    const first = await till.buys('2026-03-05', [line('1', '400.00')]);
    const second = await till.buys('2026-03-05', [line('1', '400.00')]);
    expect([gave(first), gave(second)]).toEqual([{ base: 400 }, { base: 100 }]);
    expect(second.first.outcome?.explanation).toMatchObject([{ trimmed: { points: 300n, by: '500 a day' } }]);

    expect(await till.returns(first, { 1: '1' })).toBe(400);
    expect(await till.shop.balance(till.account)).toMatchObject({ available: 100 });
    // The room that came free is there for a later purchase; what the second earned is never judged again.
    expect(gave(await till.buys('2026-03-05', [line('1', '450.00')]))).toEqual({ base: 400 });
    expect(gave(await till.buys('2026-03-05', [line('1', '1.00')]))).toEqual({ base: 0 });
  });

  it('frees as much as goes back, unit by unit, however the purchase ends', async () => {
    const till = await aCounter('', 'caps: { day: 500 }');
    const first = await till.buys('2026-03-05', [line('1', '333.00', { quantity: '3' }), line('2', '200.00')]);
    expect(gave(first)).toEqual({ base: 500 });
    expect(await till.returns(first, { 1: '1' })).toBe(104);
    expect(gave(await till.buys('2026-03-05', [line('1', '300.00')]))).toEqual({ base: 104 });
    await postVoid({ id: first.first.purchase }, till.shop);
    expect(gave(await till.buys('2026-03-05', [line('1', '999.00')]))).toEqual({ base: 396 });
  });

  it('counts a guest’s purchase when it is claimed, less what had gone back before', async () => {
    const till = await aCounter('', 'caps: { day: 500 }');
    const guest = await purchase(
      till.shop,
      withoutMember(aPurchase({ occurredAt: '2026-03-05T10:00:00Z', lines: [line('1', '400.00', { quantity: '2' })] })),
    );
    await till.returns(guest, { 1: '1' });
    await postClaim({ id: guest.first.purchase, member: { card: '4007' } }, till.shop);
    expect(await till.shop.balance(till.account)).toMatchObject({ available: 200 });
    expect(gave(await till.buys('2026-03-05', [line('1', '400.00')]))).toEqual({ base: 300 });
  });

  it('sees in an exchange what its return has freed', async () => {
    const till = await aCounter('', 'caps: { day: 500 }');
    const first = await till.buys('2026-03-05', [line('1', '500.00')]);
    const exchanged = await purchase(
      till.shop,
      aPurchase({
        occurredAt: '2026-03-05T12:00:00Z',
        lines: [line('1', '300.00')],
        returns: [{ purchase: { id: first.first.purchase }, lines: [{ id: '1', quantity: '1' }] }],
      }),
    );
    expect(gave(exchanged)).toEqual({ base: 300 });
  });

  it('frees at once what a return takes that came before its purchase', async () => {
    const till = await aCounter('', 'caps: { day: 500 }');
    const sent = aPurchase({ occurredAt: '2026-03-05T10:00:00Z', lines: [line('1', '500.00', { quantity: '5' })] });
    const { source, externalId } = sent;
    await postReturn(aReturn({ purchase: { source, externalId }, lines: [{ id: '1', quantity: '2' }] }), till.shop);
    await purchase(till.shop, sent);
    expect(gave(await till.buys('2026-03-05', [line('1', '500.00')]))).toEqual({ base: 200 });
  });
});

describe('A use once a day', () => {
  it('is free again once all that it gave has gone back', async () => {
    const till = await aCounter(offers('id: visit, give: { points: 7 }, uses: { day: 1 }'));
    const first = await till.buys('2026-03-05', [line('1', '10.00'), line('2', '10.00')]);
    expect(gave(await till.buys('2026-03-05'))).toEqual({ base: 10, visit: 0 });
    await till.returns(first, { 1: '1' });
    expect(gave(await till.buys('2026-03-05'))).toEqual({ base: 10, visit: 0 });
    await till.returns(first, { 2: '1' });
    expect(gave(await till.buys('2026-03-05'))).toEqual({ base: 10, visit: 7 });
  });
});

describe('A budget', () => {
  it('is shared by all members, trims the last, and is free again for what goes back', async () => {
    const till = await aCounter(offers('id: visit, give: { points: 70 }, budget: 100'));
    till.shop.members.join(TEA, { kind: 'card', value: '4008' });
    const other = () =>
      purchase(
        till.shop,
        aPurchase({ member: { card: '4008' }, occurredAt: '2026-03-06T10:00:00Z', lines: [line('1', '10.00')] }),
      );
    const first = await till.buys('2026-03-05');
    expect([gave(first), gave(await other()), gave(await other())]).toEqual([
      { base: 10, visit: 70 },
      { base: 10, visit: 30 },
      { base: 10, visit: 0 },
    ]);
    await till.returns(first, { 1: '1' });
    expect(gave(await other())).toEqual({ base: 10, visit: 70 });
    expect(gave(await other())).toEqual({ base: 10, visit: 0 });
  });
});
