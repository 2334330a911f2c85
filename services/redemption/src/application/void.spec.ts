import { describe, expect, it } from '@jest/globals';
import { anOrder, authorised, instant, openShop, teaProgramme } from '../testing/shop.fixture.js';
import { captureRedemption } from './capture.js';
import { redemptionById } from './find-redemption.js';
import { voidRedemption } from './void.js';

describe('A void', () => {
  it('gives back what was set aside, once, by its id or by its name', async () => {
    const shop = await openShop();
    await shop.earn(100);
    const sent = anOrder(60);
    const { id } = await authorised(shop, sent);
    const first = await voidRedemption({ id }, shop);
    expect(first).toMatchObject({
      standing: { status: 'voided' },
      after: { accountVersion: 3, balances: [{ available: 100n, held: 0n }, {}] },
      repeated: false,
    });
    const heads = await shop.heads();
    const { source, externalId } = sent;
    expect(await voidRedemption({ source, externalId }, shop)).toEqual({ ...first, repeated: true });
    expect(await shop.heads()).toEqual(heads);
  });

  it('finds nothing to do where the hold has lapsed, and refuses what was captured', async () => {
    const shop = await openShop();
    await shop.earn(100);
    const { id } = await authorised(shop, anOrder(60));
    const spent = await authorised(shop, anOrder(5));
    await captureRedemption(spent.id, {}, shop);
    shop.clock.set('2026-06-01T12:20:00Z');
    const lapsed = {
      standing: { status: 'lapsed', since: instant('2026-06-01T12:15:00Z') },
      after: { balances: [{ available: 95n, held: 0n }, {}] },
    };
    expect(await voidRedemption({ id }, shop)).toMatchObject(lapsed);
    expect(await voidRedemption({ id }, shop)).toMatchObject(lapsed);
    expect(await redemptionById(id, shop)).toMatchObject({ redemption: { voided: null } });
    expect(await voidRedemption({ id: spent.id }, shop)).toMatchObject({
      rejection: { reason: 'redemption_captured', captured: [{ points: 5n }] },
    });
  });

  it('by name finds the programme that knows the redemption', async () => {
    const shop = await openShop({ documents: [teaProgramme(), teaProgramme('', 'wine')] });
    await shop.earn(100);
    const { source, externalId, ...sent } = anOrder(60, { programme: 'tea' });
    const named = { source, externalId };
    expect(await voidRedemption(named, shop)).toMatchObject({ rejection: { reason: 'programme_required' } });
    await authorised(shop, { ...sent, ...named });
    expect(await voidRedemption(named, shop)).toMatchObject({ standing: { status: 'voided' } });
    expect(await voidRedemption({ id: 'red_none' }, shop)).toMatchObject({
      rejection: { reason: 'redemption_not_found' },
    });
  });
});
