import type { DecidedPurchase, DecidePurchase } from '@loyalty/accrual';
import {
  type accrualV1,
  decodeReviewEvent,
  encodeReviewEvent,
  type Review,
  REVIEW_STATUSES,
  reviewAfter,
} from '@loyalty/contracts';
import type { RpcClient, RpcHandlers } from '@loyalty/service-host';

type Service = typeof accrualV1.AccrualService;
type Answering = RpcHandlers<Service>['decideReview'];

/** A verdict of redemption's door about what is accrual's, as accrual answers it in another process: the review as the log has it. */
export function answerForReviews(decide: (asked: DecidePurchase) => Promise<DecidedPurchase>): Answering {
  return async ({ review, verdict, actor, reason }) => {
    if (verdict !== 'release' && verdict !== 'reject') throw new Error(`no verdict is called ${verdict}`);
    const decided = await decide({ review, verdict, actor, reason });
    if (decided.status === 'not_found') return { status: decided.status };
    const { opened, closed } = decided.review;
    const told = closed ? [opened, closed] : [opened];
    return {
      status: decided.status,
      now: BigInt(decided.now),
      told: told.map(encodeReviewEvent),
      ...(decided.status === 'closed' && { became: decided.became }),
      ...(decided.status === 'refused' && { became: decided.why }),
    };
  };
}

/** The same, asked from another process. */
export function askReviews(client: RpcClient<Service>): (asked: DecidePurchase) => Promise<DecidedPurchase> {
  return async (asked) => {
    const { status, became, now, told } = await client.decideReview({ ...asked });
    if (status === 'not_found') return { status };
    const review = told.reduce<Review | null>((before, event) => reviewAfter(before, decodeReviewEvent(event)), null);
    if (!review) throw new Error(`accrual told nothing of ${asked.review}`);
    if (status === 'decided' || status === 'repeated') return { status, review, now: Number(now) };
    if (status === 'refused' && (became === 'needs_another_key' || became === 'receiver_erased')) {
      return { status, review, why: became, now: Number(now) };
    }
    const ended = REVIEW_STATUSES.find((each) => each === became);
    if (status !== 'closed' || !ended) throw new Error(`accrual says ${status} ${became} of ${asked.review}`);
    return { status, review, became: ended, now: Number(now) };
  };
}
