import { describe, expect, it } from '@jest/globals';
import { velocityStreamId } from '@loyalty/contracts';
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
import { velocityStream } from '../../domain/streams/velocity-stream.js';

async function shopThatReports(limit: string) {
  const velocity = `velocity: { limits: [{ id: look, ${limit}, then: report }] }`;
  const shop = await openShop(teaProgramme({ programme: velocity }));
  const ann = shop.members.join(TEA, { kind: 'card', value: '4007' });
  shop.members.join(TEA, { kind: 'card', value: '4008' });
  const buys = (amount: string, change: Partial<Parameters<typeof aPurchase>[0]> = {}) =>
    purchase(shop, aPurchase({ member: { card: '4007' }, lines: [line('1', amount)], ...change }));
  const buysAndReturns = async (amount: string) => {
    const { first } = await buys(amount);
    await giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] }));
  };
  const events = async (of: 'member' | 'till', name: string) =>
    (await shop.store.readStream(velocityStreamId(TEA, of, name))).map((stored) => velocityStream.decode(stored));
  const noticed = async (of: 'member' | 'till' = 'member', name = ann.member) =>
    (await events(of, name)).filter(({ type }) => type === 'PatternNoticed');
  return { shop, ann, buys, buysAndReturns, events, noticed };
}

describe('A pattern that a programme has reported', () => {
  it('is a loop of earning and returning: told once, with what was found and what the limit is', async () => {
    const { ann, buysAndReturns, noticed } = await shopThatReports(
      'on: returns, of: member, within: P7D, times: 2, least: 50',
    );
    for (const amount of ['50.00', '60.00', '49.00']) await buysAndReturns(amount);
    expect(await noticed()).toEqual([]);
    await buysAndReturns('50.00');
    const told = [
      {
        type: 'PatternNoticed',
        programme: TEA,
        member: ann.member,
        counted: expect.stringMatching(/^ret_/),
        limit: {
          limit: 'look',
          on: 'returns',
          of: 'member',
          within: 'P7D',
          measure: 'times',
          max: 2n,
          found: 2n,
          asked: 1n,
        },
        occurredAt: expect.any(Number),
      },
    ];
    expect(await noticed()).toEqual(told);
    await buysAndReturns('50.00');
    expect(await noticed()).toEqual(told);
  });

  it('counts a return that comes again once', async () => {
    const { shop, buys, events, ann } = await shopThatReports('on: returns, of: member, within: P7D, times: 1');
    const { first } = await buys('10.00');
    const back = aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] });
    await giveBack(shop, back);
    await giveBack(shop, back);
    expect(await events('member', ann.member)).toHaveLength(1);
  });

  it('is a burst of purchases of a member; they earn all the same, and one that comes again is counted once', async () => {
    const { shop, ann, buys, noticed } = await shopThatReports('on: purchases, of: member, within: PT10M, times: 2');
    const sent = aPurchase({ member: { card: '4007' }, lines: [line('1', '10.00')] });
    await purchase(shop, sent);
    await purchase(shop, sent);
    await buys('10.00');
    expect(await noticed()).toEqual([]);
    await buys('10.00');
    expect(await noticed()).toMatchObject([{ limit: { found: 2n, asked: 1n } }]);
    expect((await shop.balance(ann.account)).available).toBe(30);
  });

  it('is told again when it has ended and begins anew', async () => {
    const { shop, buys, noticed } = await shopThatReports('on: purchases, of: member, within: PT10M, times: 1');
    await buys('10.00');
    await buys('10.00');
    await buys('10.00');
    expect(await noticed()).toHaveLength(1);
    shop.clock.set(new Date(shop.clock.now() + 600_000).toISOString());
    await buys('10.00');
    await buys('10.00');
    expect(await noticed()).toHaveLength(2);
  });

  it('is a till that gives too many points, whoever they are for', async () => {
    const { buys, noticed } = await shopThatReports('on: purchases, of: till, within: P1D, points: 100');
    await buys('60.00', { source: 'till-7' });
    await buys('90.00', { source: 'till-8' });
    await buys('40.00', { source: 'till-7', member: { card: '4008' } });
    expect(await noticed('till', 'till-7')).toEqual([]);
    await buys('1.00', { source: 'till-7', member: { card: '4008' } });
    expect(await noticed('till', 'till-7')).toMatchObject([
      { till: 'till-7', limit: { measure: 'points', wallet: 'points', max: 100n, found: 100n, asked: 1n } },
    ]);
    expect(await noticed('till', 'till-8')).toEqual([]);
  });

  it('is noticed by one of those that cross it at the same instant', async () => {
    const { buys, noticed } = await shopThatReports('on: purchases, of: member, within: P1D, times: 3');
    await Promise.all(Array.from({ length: 8 }, () => buys('1.00')));
    expect(await noticed()).toHaveLength(1);
  });

  it('reads and writes nothing where the programme asks for none of it', async () => {
    const { ann, buysAndReturns, events } = await shopThatReports('on: gifts, of: member, within: P1D, times: 3');
    await buysAndReturns('10.00');
    expect(await events('member', ann.member)).toEqual([]);
  });
});
