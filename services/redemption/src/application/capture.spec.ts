import { describe, expect, it } from '@jest/globals';
import { anOrder, authorised, instant, openShop } from '../testing/shop.fixture.js';
import { captureRedemption } from './capture.js';
import { redemptionById, redemptionByName } from './find-redemption.js';
import { voidRedemption } from './void.js';

const points = (count: number) => ({ points: [{ wallet: 'points', points: count }] });

describe('A capture', () => {
  it('spends what was set aside', async () => {
    const shop = await openShop();
    await shop.earn(100);
    const { id } = await authorised(shop, anOrder(60));
    expect(await captureRedemption(id, {}, shop)).toMatchObject({
      standing: { status: 'captured' },
      redemption: { captured: { slices: [{ points: 60n }], released: [] } },
      after: { accountVersion: 3, balances: [{ available: 40n, held: 0n }, {}] },
      repeated: false,
    });
  });

  it('of a part frees the rest', async () => {
    const shop = await openShop();
    await shop.earn(100);
    const { id } = await authorised(shop, anOrder(60));
    expect(await captureRedemption(id, points(45), shop)).toMatchObject({
      redemption: { captured: { slices: [{ points: 45n }], released: [{ points: 15n }] } },
      after: { balances: [{ available: 55n, held: 0n }, {}] },
    });
  });

  it('changes nothing when it comes again, and is refused with other points', async () => {
    const shop = await openShop();
    await shop.earn(100);
    const { id } = await authorised(shop, anOrder(60));
    const first = await captureRedemption(id, points(45), shop);
    await shop.earn(7);
    const heads = await shop.heads();
    expect(await captureRedemption(id, points(45), shop)).toEqual({ ...first, repeated: true });
    expect(await captureRedemption(id, {}, shop)).toMatchObject({
      rejection: { reason: 'redemption_captured', redemption: id, captured: [{ wallet: 'points', points: 45n }] },
    });
    expect(await shop.heads()).toEqual(heads);
  });

  it('takes no more than was set aside, and nothing of another wallet', async () => {
    const shop = await openShop();
    await shop.earn(100);
    await shop.earn(9, { wallet: 'stamps' });
    const { id } = await authorised(shop, anOrder(60));
    expect(await captureRedemption(id, points(61), shop)).toMatchObject({
      rejection: { reason: 'over_capture', wallet: 'points', held: 60n, needed: 61n },
    });
    expect(await captureRedemption(id, { points: [{ wallet: 'stamps', points: 1 }] }, shop)).toMatchObject({
      rejection: { reason: 'over_capture', wallet: 'stamps', held: 0n, needed: 1n },
    });
  });

  it('comes too late at the instant of the lapse, whether that was booked or not', async () => {
    const shop = await openShop();
    await shop.earn(100);
    const { id } = await authorised(shop, anOrder(60));
    const other = await authorised(shop, anOrder(10, { lapsesAfter: 'P1D' }));
    shop.clock.set('2026-06-01T12:14:59.999Z');
    expect(await captureRedemption(id, {}, shop, { dryRun: true })).toMatchObject({ repeated: false });
    shop.clock.set('2026-06-01T12:15:00Z');
    const lapsed = { rejection: { reason: 'hold_lapsed', redemption: id, lapsedAt: instant('2026-06-01T12:15:00Z') } };
    expect(await captureRedemption(id, {}, shop)).toMatchObject(lapsed);
    expect(await redemptionById(id, shop)).toMatchObject({ standing: { status: 'lapsed' } });
    await captureRedemption(other.id, {}, shop);
    expect(await shop.balance()).toEqual({ available: 90, held: 0, pending: 0 });
    expect(await captureRedemption(id, {}, shop)).toMatchObject(lapsed);
    expect(await redemptionById(id, shop)).toMatchObject({ standing: lapsedAt('2026-06-01T12:15:00Z') });
  });

  it('is good for points that expired while they were held', async () => {
    const shop = await openShop();
    await shop.earn(100, { expiresAt: instant('2026-06-01T12:10:00Z') });
    const { id } = await authorised(shop, anOrder(60));
    shop.clock.set('2026-06-01T12:12:00Z');
    expect(await captureRedemption(id, points(50), shop)).toMatchObject({
      after: { balances: [{ available: 0n, held: 0n }, {}] },
    });
  });

  it('knows what there is', async () => {
    const shop = await openShop();
    await shop.earn(100);
    expect(await captureRedemption('red_none', {}, shop)).toMatchObject({
      rejection: { reason: 'redemption_not_found' },
    });
    const unknown = 'red_06er2h4d7dz0v4qv1q7y9w4m2c';
    expect(await captureRedemption(unknown, {}, shop)).toMatchObject({ rejection: { reason: 'redemption_not_found' } });
    const sent = anOrder(60);
    const { id } = await authorised(shop, sent);
    await voidRedemption({ id }, shop);
    expect(await captureRedemption(id, {}, shop)).toMatchObject({
      rejection: { reason: 'redemption_voided', redemption: id },
    });
    expect(await redemptionByName(sent, shop)).toMatchObject({ standing: { status: 'voided' } });
    expect(await redemptionByName({ source: 'shop', externalId: 'none' }, shop)).toBeUndefined();
  });
});

const lapsedAt = (at: string) => ({ status: 'lapsed', since: instant(at) });
