import { describe, expect, it } from '@jest/globals';
import { metricsRegistry } from '@loyalty/service-host';
import { anOrder, authorised, openShop, teaProgramme } from '../../testing/shop.fixture.js';
import { watchReviews } from './watch-reviews.js';

const LIMIT = 'id: look, on: redemptions, of: member, within: P1D, times: 1, then: review';

describe('What is told of reviews', () => {
  it('is how many wait, by limit, and how long the oldest has waited', async () => {
    const shop = await openShop({ documents: [teaProgramme(`velocity: { limits: [{ ${LIMIT} }] }`)] });
    await shop.earn(100);
    for (let order = 0; order < 3; order += 1) await authorised(shop, anOrder(1));
    shop.clock.set('2026-06-01T12:05:00Z');
    const watching = watchReviews(shop, { warn: () => undefined }, { everyMs: 1 });
    const shown = () => metricsRegistry.metrics();
    while (!(await shown()).includes('loyalty_reviews_open{')) await new Promise((resolve) => setImmediate(resolve));
    const text = await shown();
    await watching.stop();
    expect(text).toContain('loyalty_reviews_open{programme="tea",limit="look"} 2');
    expect(text).toContain('loyalty_review_oldest_seconds 300');
  });
});
