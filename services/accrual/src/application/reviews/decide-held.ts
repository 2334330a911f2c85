import { giftStream } from '@loyalty/contracts';
import { fromId } from '@loyalty/service-host/values';
import { decideGiftReview } from './decide-gift.js';
import { type DecidedPurchase, type DecidePurchase, decidePurchaseReview } from './decide-review.js';
import type { AccrualPorts } from '../ports.js';

/** A person's verdict about whatever of accrual's it is that is held: the review is called as its stream. */
export async function decideHeld(
  asked: DecidePurchase,
  ports: Pick<AccrualPorts, 'store' | 'programmes' | 'members'>,
): Promise<DecidedPurchase> {
  const stream = fromId('rev', asked.review);
  if (stream === undefined) return { status: 'not_found' };
  const [first] = await ports.store.readStream(stream, 0, 1);
  const decide = first?.category === giftStream.name ? decideGiftReview : decidePurchaseReview;
  return decide(asked, ports);
}
