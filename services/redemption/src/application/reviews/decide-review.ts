import { giftStream, type ReviewRejected, type ReviewReleased } from '@loyalty/contracts';
import type { Command, Decision, View } from '@loyalty/event-store';
import type { Programme } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import { redemptionStream } from '../../domain/redemption-stream.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { type Review, statusOf } from '../../domain/reviews/review.js';
import type { PurchaseReviews, RedemptionPorts } from '../ports.js';
import { voidKnown } from '../void.js';
import { queueAppend, reviewNow } from './open-review.js';

export interface DecideReview {
  /** `rev_…` */
  readonly id: string;
  readonly verdict: 'release' | 'reject';
  readonly actor: string;
  readonly reason: string;
}

export interface ReviewAnswer {
  readonly review: Review;
  readonly now: number;
  readonly repeated: boolean;
}

/**
 * A person lets through what is held, or gives its points back. The first verdict stands: the same again changes nothing
 * and is answered with who gave it and why, the other one is refused.
 */
export async function decideReview(
  asked: DecideReview,
  { store, programmes, purchaseReviews }: Pick<RedemptionPorts, 'store' | 'programmes' | 'purchaseReviews'>,
): Promise<ReviewAnswer | Rejected> {
  const stream = fromId('rev', asked.id);
  if (stream === undefined) return reject({ reason: 'review_not_found' });
  // Its id is made of the stream of what is held, which another service may have written.
  const [first] = await store.readStream(stream, 0, 1);
  if (first && ELSEWHERE.has(first.category) && purchaseReviews) return decideElsewhere(asked, purchaseReviews);
  if (first?.category !== redemptionStream.name) return reject({ reason: 'review_not_found' });
  const known = await programmes();
  const command: Command<ReviewAnswer | Rejected> = {
    on: stream,
    decide: (view) => decide(view, { ...asked, stream, programmes: known }),
  };
  return (await store.execute(command)).answer;
}

/** What accrual decides about. */
const ELSEWHERE: ReadonlySet<string> = new Set(['purchase', giftStream.name]);

async function decideElsewhere(
  { id: review, verdict, actor, reason }: DecideReview,
  decidePurchase: PurchaseReviews,
): Promise<ReviewAnswer | Rejected> {
  const decided = await decidePurchase({ review, verdict, actor, reason });
  if (decided.status === 'not_found') return reject({ reason: 'review_not_found' });
  if (decided.status === 'closed')
    return reject({ reason: 'review_closed', review: decided.review, status: decided.became });
  if (decided.status === 'refused') return reject({ reason: REFUSED[decided.why], review });
  return { review: decided.review, now: decided.now, repeated: decided.status === 'repeated' };
}

const REFUSED = { needs_another_key: 'review_needs_another_key', receiver_erased: 'receiver_erased' } as const;

type Deciding = DecideReview & { readonly stream: string; readonly programmes: readonly Programme[] };

function decide(view: View, deciding: Deciding): Decision<ReviewAnswer | Rejected> {
  const { stream, verdict, actor, reason, id } = deciding;
  const { state } = view.state(redemptionStream, stream);
  const review = state.status === 'known' ? reviewNow(view, state.review) : null;
  if (state.status !== 'known' || !review) return refused({ reason: 'review_not_found' });
  const { now } = view;
  const status = statusOf(review, now);
  if (status === (verdict === 'release' ? 'released' : 'rejected')) {
    return { answer: { review, now, repeated: true }, appends: [] };
  }
  if (status !== 'open') return refused({ reason: 'review_closed', review, status });

  const said = { review: id, actor, reason, occurredAt: now };
  if (verdict === 'reject') {
    const event: ReviewRejected = { type: 'ReviewRejected', ...said };
    const { answer, appends } = voidKnown(view, { ...deciding, state, rejected: event });
    if ('rejected' in answer) return { answer, appends: [] };
    // Its hold has lapsed by a clock that is ahead of this one: there is nothing left to say no to.
    if (!('standing' in answer) || answer.standing.status !== 'voided') {
      return { answer: reject({ reason: 'review_closed', review, status: 'lapsed' }), appends };
    }
    return { answer: { review: { ...review, closed: event }, now, repeated: false }, appends };
  }
  const event: ReviewReleased = { type: 'ReviewReleased', ...said };
  return {
    answer: { review: { ...review, closed: event }, now, repeated: false },
    appends: [
      { category: redemptionStream, stream, events: [{ event, occurredAt: now }] },
      queueAppend(state.facts.programme, event),
    ],
  };
}

const refused = (rejection: Parameters<typeof reject>[0]): Decision<Rejected> => ({
  answer: reject(rejection),
  appends: [],
});
