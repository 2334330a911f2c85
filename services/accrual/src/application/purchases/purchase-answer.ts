import type { PurchaseRecorded, Review } from '@loyalty/contracts';
import type { View } from '@loyalty/event-store';
import { fromId } from '@loyalty/service-host/values';
import type { RecordedPurchase } from '../../domain/purchase-state.js';
import { returnStream } from '../../domain/streams/return-stream.js';
import type { ReturnAnswer } from '../returns/apply-return.js';

/** What whoever sent a purchase is told. The event itself is the first answer, so a repeat needs nothing else. */
export interface PurchaseAnswer {
  readonly first: PurchaseRecorded;
  readonly returns: readonly ReturnAnswer[];
  readonly voidedAt: number | null;
  /** What a person has to decide, or has decided, about its points; absent: nothing. */
  readonly review?: Review;
  readonly repeated: boolean;
}

export function answerRepeat(view: View, { facts, voided, review }: RecordedPurchase): PurchaseAnswer {
  const returns = facts.returns.flatMap((id) => {
    const stream = fromId('ret', id);
    return (stream !== undefined && view.state(returnStream, stream).state) || [];
  });
  return { first: facts, returns, voidedAt: voided?.occurredAt ?? null, ...(review && { review }), repeated: true };
}
