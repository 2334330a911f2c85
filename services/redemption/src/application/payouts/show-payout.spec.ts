import { describe, expect, it } from '@jest/globals';
import { aPayout, openPayoutShop, requested } from '../../testing/payouts.fixture.js';
import { decidePayout } from './decide-payout.js';

describe('A destination', () => {
  it('is kept while its payout is open, and is gone when the index says that it has ended, wherever a process ends', async () => {
    const shop = await openPayoutShop({ payout: { approvalAbove: '2.00' } });
    await shop.earn(1_000);
    const id = await requested(shop, aPayout(300));
    const { index, destinations } = shop.payouts;
    expect(await destinations.find(id)).toBe('tok_ann');

    const dies = { ...index, put: () => Promise.reject(new Error('the process ended')) };
    const refused = { verdict: 'refuse', actor: 'key_boss', reason: 'unusual' } as const;
    const dying = { ...shop, payouts: { ...shop.payouts, index: dies } };
    await expect(decidePayout(id, refused, dying)).rejects.toThrow('the process ended');
    expect(await destinations.find(id)).toBeUndefined();
    expect(await index.find(id)).toMatchObject({ status: 'awaiting_approval' });
  });
});
