import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES, type WebhookMessage } from '../../domain/webhooks/message.js';
import { aPayout, driven, openPayoutShop, type PayoutShop, requested } from '../../testing/payouts.fixture.js';
import { teaProgramme } from '../../testing/shop.fixture.js';
import { decideReview } from '../reviews/decide-review.js';
import { listReviews } from '../reviews/list-reviews.js';
import { messageOf } from './message-of.js';

const LOOKED_AT = teaProgramme(`velocity:
  limits:
    - { id: look, on: redemptions, of: member, within: P30D, points: 100, wallet: points, then: review }`);

/** Everything that a webhook which asks for all is told, in the order of the redemption's own stream. */
async function told(shop: PayoutShop): Promise<readonly WebhookMessage[]> {
  const messages: WebhookMessage[] = [];
  for (const [shard, head] of (await shop.heads()).entries()) {
    for (const event of await shop.store.readShard(shard, 0, Math.max(head, 1))) {
      const message = await messageOf(event, { events: [...EVENT_TYPES], programme: null }, shop.store);
      if (message) messages.push(message);
    }
  }
  return messages;
}
const paying = async (documents?: readonly string[]) => {
  const shop = await openPayoutShop({}, documents);
  await shop.earn(500);
  return { shop, id: await requested(shop, aPayout(300)) };
};
const decide = async (shop: PayoutShop, verdict: 'release' | 'reject') => {
  const [review] = (await listReviews({ limit: 1 }, shop)).items;
  await decideReview({ id: review?.opened.review ?? '', verdict, actor: 'key_eve', reason: 'Ann said so' }, shop);
};

describe('What webhooks are told', () => {
  it('of a payout: how it ended, with what the provider calls it, and never to where', async () => {
    const { shop, id } = await paying();
    await driven(shop, id, { outcome: 'settled', reference: 'P-1' });
    const messages = await told(shop);
    expect(messages.map(({ type }) => type)).toEqual([
      'redemption.authorised',
      'redemption.captured',
      'payout.settled',
    ]);
    expect(messages[2]).toMatchObject({
      programme: 'tea',
      data: { redemption: { id }, payout: { reference: 'P-1' }, member: { id: shop.owner.member } },
    });
    expect(JSON.stringify(messages)).not.toContain('tok_ann');
  });

  it('of a payout that failed: that it did, and not in the words of a bank', async () => {
    const { shop, id } = await paying();
    await driven(shop, id, { outcome: 'failed', reference: 'P-1', cause: 'account of Ann Brown closed' });
    const messages = await told(shop);
    expect(messages.map(({ type }) => type)).toEqual(['redemption.authorised', 'redemption.voided', 'payout.failed']);
    expect(JSON.stringify(messages)).not.toContain('Brown');
  });

  it.each([
    ['release', ['redemption.authorised', 'review.opened', 'review.released']],
    ['reject', ['redemption.authorised', 'review.opened', 'redemption.voided', 'review.rejected']],
  ] as const)(
    'of a review: that somebody waits for it, and its end (%s), without what a person wrote',
    async (verdict, types) => {
      const { shop, id } = await paying([LOOKED_AT]);
      await decide(shop, verdict);
      const messages = await told(shop);
      expect(messages.map(({ type }) => type)).toEqual(types);
      const review = id.replace('red_', 'rev_');
      expect(messages.filter(({ type }) => type.startsWith('review.')).map(({ data }) => data)).toEqual([
        expect.objectContaining({ review: expect.objectContaining({ id: review, lapsesAt: expect.any(String) }) }),
        expect.objectContaining({ review: { id: review } }),
      ]);
      expect(JSON.stringify(messages)).not.toContain('said so');
    },
  );

  it('of a pattern that is only reported: whose, and what was found; of what was merely counted nothing', async () => {
    const { shop } = await paying([
      teaProgramme(
        'velocity: { limits: [{ id: moved, on: redemptions, of: member, after: contact_change, within: P3D, then: report }] }',
      ),
    ]);
    expect((await told(shop)).map(({ type }) => type)).toEqual(['redemption.authorised']);
    shop.clock.set('2026-06-01T13:00:00Z');
    shop.members.changeContact(shop.owner.member, '2026-06-01T13:00:00Z');
    const second = await requested(shop, aPayout(100));
    const messages = (await told(shop)).filter(({ type }) => type === 'pattern.noticed');
    expect(messages).toMatchObject([
      {
        programme: 'tea',
        version: null,
        data: {
          member: { id: shop.owner.member },
          counted: second,
          limit: { limit: 'moved', after: 'contact_change', changedAt: '2026-06-01T13:00:00Z', max: 0, asked: 1 },
        },
      },
    ]);
  });
});
