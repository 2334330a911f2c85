import { describe, expect, it } from '@jest/globals';
import { aPayout, driven, openPayoutShop, refusal, requested } from '../../testing/payouts.fixture.js';
import { instant } from '../../testing/shop.fixture.js';
import { requestPayout } from './request-payout.js';

const settled = { outcome: 'settled', reference: 'P-1' } as const;
const failed = { outcome: 'failed', reference: 'P-1', cause: 'bank_refused' } as const;

describe('Limits', () => {
  it.each([
    [150, { reason: 'payout_not_whole', wallet: 'points', points: 150n, step: 100n }],
    [100, { reason: 'payout_below_minimum', amount: '1.00', minimum: '2.00', currency: 'EUR' }],
    [900, { reason: 'payout_above_maximum', amount: '9.00', maximum: '8.00', currency: 'EUR' }],
  ])('refuse %d points with the numbers', async (points, expected) => {
    const shop = await openPayoutShop({ payout: { minimum: '2.00', maximum: '8.00' } });
    await shop.earn(5_000);
    expect(await refusal(requestPayout(aPayout(points), 'key_app', shop))).toEqual(expected);
    expect(await shop.balance()).toMatchObject({ held: 0 });
  });

  it('count what was paid and what is on its way, within their time, and nothing that failed', async () => {
    const shop = await openPayoutShop({ payout: { limit: { amount: '5.00', per: 'P1M' } } });
    await shop.earn(5_000);
    await driven(shop, await requested(shop, aPayout(200)), failed);
    await driven(shop, await requested(shop, aPayout(200)), settled);
    shop.clock.set('2026-06-10T12:00:00Z');
    await requested(shop, aPayout(200));
    expect(await refusal(requestPayout(aPayout(200), 'key_app', shop))).toEqual({
      reason: 'payout_limit_reached',
      amount: '2.00',
      limit: '5.00',
      per: 'P1M',
      taken: '4.00',
      left: '1.00',
      currency: 'EUR',
      againAt: instant('2026-07-01T12:00:00Z'),
    });
    await requested(shop, aPayout(100));
    shop.clock.set('2026-07-01T12:00:00Z');
    await requested(shop, aPayout(200));
  });
});
