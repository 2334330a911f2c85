import { describe, expect, it } from '@jest/globals';
import { anOrder, instant, openShop, TEA, teaProgramme } from '../testing/shop.fixture.js';
import type { SentRedemption } from '../domain/sent-redemption.js';
import { authorise } from './authorise.js';
import { voidRedemption } from './void.js';

const limits = (...lines: string[]) => [
  teaProgramme(`velocity:\n  limits:\n${lines.map((line) => `    - { ${line} }`).join('\n')}`),
];
const TWICE = 'id: burst, on: redemptions, of: member, within: PT10M, times: 2, then: refuse';

async function shopWith(...lines: string[]) {
  const shop = await openShop({ documents: limits(...lines) });
  await shop.earn(1_000);
  await shop.earn(100, { wallet: 'stamps' });
  const asks = async (points: number, change: Partial<SentRedemption> = {}) => {
    const answer = await authorise(anOrder(points, change), shop);
    return 'rejected' in answer ? answer.rejection : answer.standing.status;
  };
  return { shop, asks };
}

describe('A velocity limit of redemptions', () => {
  it('refuses what is too often, with what was found, and lets it through when it is again within it', async () => {
    const { shop, asks } = await shopWith(TWICE);
    expect([await asks(1), await asks(1)]).toEqual(['authorised', 'authorised']);
    const heads = await shop.heads();
    expect(await asks(1)).toEqual({
      reason: 'velocity_limit_reached',
      limit: 'burst',
      on: 'redemptions',
      of: 'member',
      within: 'PT10M',
      measure: 'times',
      max: 2n,
      found: 2n,
      asked: 1n,
      againAt: instant('2026-06-01T12:10:00Z'),
    });
    expect(await shop.heads()).toEqual(heads);
    shop.clock.set('2026-06-01T12:09:59.999Z');
    expect(await asks(1)).toMatchObject({ found: 2n });
    shop.clock.set('2026-06-01T12:10:00Z');
    expect(await asks(1)).toBe('authorised');
  });

  it('counts a retry once, and answers it as at first when nothing more would go through', async () => {
    const { shop, asks } = await shopWith(TWICE);
    const sent = anOrder(1);
    await authorise(sent, shop);
    await authorise(sent, shop);
    expect(await asks(1)).toBe('authorised');
    expect(await authorise(sent, shop)).toMatchObject({ repeated: true });
    expect(await asks(1)).toMatchObject({ reason: 'velocity_limit_reached' });
  });

  it('is no question’s: what is only asked is not counted', async () => {
    const { shop, asks } = await shopWith(TWICE);
    for (let time = 0; time < 3; time += 1) await authorise(anOrder(1), shop, { dryRun: true });
    expect(await asks(1)).toBe('authorised');
  });

  it('is not given back by a void: it was asked for all the same', async () => {
    const { shop, asks } = await shopWith(TWICE);
    for (let time = 0; time < 2; time += 1) {
      const sent = anOrder(1);
      await authorise(sent, shop);
      await voidRedemption({ source: sent.source, externalId: sent.externalId }, shop);
    }
    expect(await asks(1)).toMatchObject({ found: 2n });
  });

  it('of a till counts all its members, and no other till’s', async () => {
    const { shop, asks } = await shopWith('id: till, on: redemptions, of: till, within: P1D, times: 1, then: refuse');
    shop.members.join(TEA, '4008');
    expect(await asks(1, { source: 'till-1' })).toBe('authorised');
    expect(await asks(1, { source: 'till-2' })).toBe('authorised');
    expect(await asks(0, { source: 'till-1', member: { card: '4008' } })).toMatchObject({ limit: 'till', of: 'till' });
  });

  it('of a member is each member’s own', async () => {
    const { shop, asks } = await shopWith(TWICE);
    shop.members.join(TEA, '4008');
    await asks(1);
    await asks(1);
    expect(await asks(1, { member: { card: '4008' } })).toMatchObject({ reason: 'insufficient_points' });
  });

  it('of points adds up one wallet, and looks at no other', async () => {
    const { asks } = await shopWith(
      'id: spree, on: redemptions, of: member, within: P1D, points: 100, wallet: points, then: refuse',
    );
    expect(await asks(60)).toBe('authorised');
    expect(await asks(0, { points: [{ wallet: 'stamps', points: 90 }] })).toBe('authorised');
    expect(await asks(41)).toMatchObject({ measure: 'points', wallet: 'points', max: 100n, found: 60n, asked: 41n });
    expect(await asks(101)).toMatchObject({ againAt: null });
    expect(await asks(40)).toBe('authorised');
  });

  it('says no before a person is asked, and holds nothing that is spent at once', async () => {
    const { asks } = await shopWith(
      'id: look, on: redemptions, of: member, within: P1D, times: 1, then: review',
      'id: stop, on: redemptions, of: member, within: P1D, times: 2, then: refuse',
    );
    expect(await asks(1, { capture: true })).toBe('captured');
    expect(await asks(1, { capture: true })).toMatchObject({ reason: 'review_required', limit: 'look', found: 1n });
    expect(await asks(1)).toBe('in_review');
    expect(await asks(1)).toMatchObject({ reason: 'velocity_limit_reached', limit: 'stop', found: 2n });
  });
});
