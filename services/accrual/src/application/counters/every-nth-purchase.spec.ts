import { describe, expect, it } from '@jest/globals';
import { aCounter, gave, offers } from '../../testing/offers.fixture.js';
import { aReturn, giveBack, line } from '../../testing/shop.fixture.js';
import { postVoid } from '../voids/post-void.js';
import type { PurchaseAnswer } from '../purchases/purchase-answer.js';

describe('The third purchase in 30 days', () => {
  const THIRD = offers('id: third, give: { points: 50, everyNth: 3, within: P30D }');

  it('earns its bonus twice in six', async () => {
    const till = await aCounter(THIRD);
    const given = [];
    for (const day of ['01', '02', '03', '04', '05', '06'])
      given.push(gave(await till.buys(`2026-03-${day}`))['third'] ?? 0);
    expect(given).toEqual([0, 0, 50, 0, 0, 50]);
  });

  it('loses the bonus with a purchase that qualified it; those that are left count again', async () => {
    const till = await aCounter(THIRD);
    const [first] = [await till.buys('2026-03-01'), await till.buys('2026-03-02')];
    const third = await till.buys('2026-03-03', [line('1', '10.00', { quantity: '2' }), line('2', '30.00')]);
    expect(third.first.outcome?.explanation[1]).toMatchObject({
      offer: 'third',
      qualifiedBy: [first.first.purchase, expect.any(String)],
    });
    expect(await till.shop.balance(till.account)).toMatchObject({ available: 60 + 50 });

    // The first line of the third carries 10 + 13; one of its two units takes 12 of the 23, of them 6 of the bonus.
    expect(await till.returns(third, { 1: '1' })).toBe(12);
    expect(await till.returns(first, { 1: '1' })).toBe(10 + 44);
    expect(await till.shop.balance(till.account)).toMatchObject({ available: 10 + 4 + 30, shortfall: 0 });
    // What is left of the third carries its base points alone.
    expect(await till.returns(third, { 1: '1', 2: '1' })).toBe(34);
  });

  it('counts the second and the third again after the first is voided, and takes the bonus with it', async () => {
    const till = await aCounter(THIRD);
    const first = await till.buys('2026-03-01');
    await till.buys('2026-03-02');
    await till.buys('2026-03-03');
    const voided = await postVoid({ id: first.first.purchase }, till.shop);
    expect(voided).toMatchObject({ voided: { takenBack: [{ wallet: 'points', points: 60n, shortfall: 0n }] } });
    expect(await till.shop.balance(till.account)).toMatchObject({ available: 20 });
    expect(gave(await till.buys('2026-03-04'))).toEqual({ base: 10, third: 50 });
    expect(gave(await till.buys('2026-03-05'))).toEqual({ base: 10 });
  });

  it('goes back once, whichever and however many of the purchases that qualified it do', async () => {
    const till = await aCounter(THIRD);
    const [first, second] = [await till.buys('2026-03-01'), await till.buys('2026-03-02')];
    const third = await till.buys('2026-03-03', [line('1', '10.00', { quantity: '3' }), line('2', '30.00')]);
    await till.returns(third, { 1: '1' });
    await postVoid({ id: second.first.purchase }, till.shop);
    const { available } = await till.shop.balance(till.account);
    expect(await till.returns(first, { 1: '1' })).toBe(10);
    expect(await till.shop.balance(till.account)).toMatchObject({ available: available - 10 });
    await postVoid({ id: third.first.purchase }, till.shop);
    expect(await till.shop.balance(till.account)).toMatchObject({ available: 0, shortfall: 0 });
  });

  it('that goes back itself lets the two before it count again', async () => {
    const till = await aCounter(THIRD);
    await till.buys('2026-03-01');
    await till.buys('2026-03-02');
    const third = await till.buys('2026-03-03');
    expect(await till.returns(third, { 1: '1' })).toBe(60);
    expect(gave(await till.buys('2026-03-04'))).toEqual({ base: 10, third: 50 });
  });

  it('does not count a purchase of which all the money went back, and one of which some did it does', async () => {
    const till = await aCounter(THIRD);
    const [first, second] = [await till.buys('2026-03-01'), await till.buys('2026-03-02')];
    const money = (bought: PurchaseAnswer, amount: string) =>
      giveBack(till.shop, aReturn({ purchase: { id: bought.first.purchase }, lines: [{ id: '1', amount }] }));
    await money(first, '10.00');
    await money(second, '9.99');
    expect(gave(await till.buys('2026-03-03'))).toEqual({ base: 10 });
    expect(gave(await till.buys('2026-03-04'))).toEqual({ base: 10, third: 50 });
  });

  it('does not count a purchase that had gone back before', async () => {
    const till = await aCounter(THIRD);
    const first = await till.buys('2026-03-01');
    await till.returns(first, { 1: '1' });
    await till.buys('2026-03-02');
    expect(gave(await till.buys('2026-03-03'))).toEqual({ base: 10 });
    expect(gave(await till.buys('2026-03-04'))).toEqual({ base: 10, third: 50 });
  });
});
