import { type Account, holdOf } from '@loyalty/ledger';
import { less } from './points.js';
import { statusOf } from './reviews/review.js';
import type { Redemption } from './redemption-stream.js';

export type RedemptionStatus = 'in_review' | 'authorised' | 'captured' | 'voided' | 'lapsed' | 'refunded';

export interface Standing {
  readonly status: RedemptionStatus;
  /** When it became so; a refund keeps the capture's. */
  readonly since: number;
}

/**
 * How a redemption stands now: by its own stream, and while that says it is open, by its hold. A lapse that is due and
 * not booked yet counts as booked.
 */
export function standingOf(
  { facts, captured, voided, refunded, review }: Redemption,
  account: Account,
  now: number,
): Standing {
  if (voided) return { status: 'voided', since: voided.occurredAt };
  if (captured) {
    const isBack = less(captured.slices, refunded).length === 0;
    return { status: isBack ? 'refunded' : 'captured', since: captured.occurredAt };
  }
  const hold = holdOf(account, facts.redemption);
  if (!hold) throw new Error(`${facts.redemption} is open, and its account holds nothing for it`);
  if (hold.status === 'lapsed') return { status: 'lapsed', since: hold.closedAt };
  if (hold.status !== 'open') throw new Error(`the hold of ${facts.redemption} is ${hold.status}, and it is open`);
  if (hold.lapsesAt <= now) return { status: 'lapsed', since: hold.lapsesAt };
  return { status: review && statusOf(review, now) === 'open' ? 'in_review' : 'authorised', since: facts.occurredAt };
}
