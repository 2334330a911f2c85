import { type Logger, reading, type Watch, watch } from '@loyalty/service-host';
import { reviewsOf } from '../../application/reviews/list-reviews.js';
import type { RedemptionPorts } from '../../application/ports.js';
import { statusOf } from '../../domain/reviews/review.js';

const LOOK_EVERY_MS = 15_000;
const MS_PER_SECOND = 1_000;

/** How many wait for a person, by limit (one that went beyond two counts for both), and how long the oldest has waited. */
export function watchReviews(
  ports: Pick<RedemptionPorts, 'store' | 'programmes' | 'clock'>,
  logger: Pick<Logger, 'warn'>,
  { everyMs = LOOK_EVERY_MS } = {},
): Watch {
  let open: Awaited<ReturnType<typeof reviewsOf>> = [];
  reading('loyalty_reviews_open', 'What waits for a person, by limit', ['programme', 'limit'], (set) => {
    const counts = new Map<string, { readonly of: { programme: string; limit: string }; count: number }>();
    for (const { opened } of open) {
      for (const { limit } of opened.limits) {
        const { programme } = opened;
        const counted = counts.get(`${programme} ${limit}`) ?? { of: { programme, limit }, count: 0 };
        counts.set(`${programme} ${limit}`, { ...counted, count: counted.count + 1 });
      }
    }
    for (const { of, count } of counts.values()) set(of, count);
  });
  reading('loyalty_review_oldest_seconds', 'How long the oldest open review has waited', [], (set) => {
    const [oldest] = open;
    set({}, oldest ? (ports.clock.now() - oldest.opened.occurredAt) / MS_PER_SECOND : 0);
  });
  return watch({
    everyMs,
    async look() {
      const now = ports.clock.now();
      open = (await reviewsOf(undefined, ports)).filter((review) => statusOf(review, now) === 'open');
    },
    onError: (error) => logger.warn({ err: error }, 'the open reviews could not be counted'),
  });
}
