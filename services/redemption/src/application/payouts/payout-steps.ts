import type { PayoutEvent } from '@loyalty/contracts';
import type { Decision, EventStore, View } from '@loyalty/event-store';
import type { Programme } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import { ENDED, payoutStatus, type PayoutStatus } from '../../domain/payouts/payout.js';
import { type Redemption, redemptionStream } from '../../domain/redemption-stream.js';
import { type Standing, standingOf } from '../../domain/standing.js';
import { type Capturing, decideCapture } from '../capture.js';
import { reviewNow } from '../reviews/open-review.js';
import { voidKnown } from '../void.js';
import { placeOfHold } from '../where-now.js';

/** What became of a step; `nothing` where it had happened already, or can no longer happen. */
export type Stepped = 'done' | 'nothing' | 'uncovered';

/** A payout as a decision finds it. */
interface Found {
  readonly stream: string;
  readonly state: Redemption;
  readonly status: PayoutStatus;
  readonly standing: Standing;
}

type Step = (view: View, found: Found) => Decision<Stepped>;

const NOTHING: Decision<Stepped> = { answer: 'nothing', appends: [] };

/** One decision on one payout; it finds the payout as it is then, so whoever comes second finds it done. */
export async function stepPayout(id: string, store: EventStore, step: Step): Promise<Stepped> {
  const stream = fromId('red', id) ?? '';
  const { answer } = await store.execute<Stepped>({
    on: stream,
    decide(view) {
      const { state } = view.state(redemptionStream, stream);
      if (state.status !== 'known' || !state.payout) throw new Error(`${id} is no payout`);
      const standing = standingOf(state, placeOfHold(view, state).state, view.now);
      return step(view, { stream, state, standing, status: payoutStatus(state.payout, standing.status) });
    },
  });
  return answer;
}

const append = ({ stream }: Found, event: PayoutEvent): Decision<Stepped> => ({
  answer: 'done',
  appends: [{ category: redemptionStream, stream, events: [{ event, occurredAt: event.occurredAt }] }],
});

/**
 * Written before the provider is told: from now on nobody voids it, since it may have been paid. Where a process ends
 * between this and the request, the next one asks first.
 */
export const markSent: Step = (view, found) =>
  found.status === 'requested' && !isInReview(view, found.state)
    ? append(found, { type: 'PayoutSent', occurredAt: view.now })
    : NOTHING;

/** What a person has yet to decide about is not paid out meanwhile. */
function isInReview(view: View, state: Redemption): boolean {
  return state.review !== null && reviewNow(view, state.review)?.closed === null;
}

export const markAccepted =
  (reference: string): Step =>
  (view, found) =>
    found.status === 'sent' ? append(found, { type: 'PayoutAccepted', reference, occurredAt: view.now }) : NOTHING;

/** The provider has paid: the points are spent in the same commit. */
export const settle =
  (reference: string, capturing: Capturing): Step =>
  (view, found) => {
    if (found.status !== 'sent' && found.status !== 'accepted') return NOTHING;
    const { stream } = found;
    const { answer, appends } = decideCapture(view, { stream, ...capturing, bySettlement: { reference } });
    if (!('rejected' in answer)) return { answer: 'done', appends };
    // Its hold has lapsed in a year without an answer. The money is gone all the same, and the log must say so.
    return { ...append(found, { type: 'PayoutSettled', reference, occurredAt: view.now }), answer: 'uncovered' };
  };

export interface Failure {
  readonly reference: string | null;
  readonly cause: string;
}

/** The provider will not pay: the points go back to their lots in the same commit. */
export const fail =
  ({ reference, cause }: Failure, programmes: readonly Programme[]): Step =>
  (view, found) => {
    if (found.status !== 'sent' && found.status !== 'accepted') return NOTHING;
    return end(view, found, { event: { type: 'PayoutFailed', reference, cause, occurredAt: view.now }, programmes });
  };

export const EXPIRED = 'nobody approved it in time';

/** Nobody approved it in time. An instant belongs to what follows. */
export const expire =
  (programmes: readonly Programme[]): Step =>
  (view, found) => {
    const { now } = view;
    if (found.status !== 'awaiting_approval' || !isExpired(view, found)) return NOTHING;
    const event = { type: 'PayoutRefused', actor: null, reason: EXPIRED, occurredAt: now } as const;
    return end(view, found, { event, programmes });
  };

function isExpired({ now }: View, { state }: Found): boolean {
  const by = state.payout?.requested.approveBy ?? null;
  return by !== null && by <= now;
}

/** A second person has refused it. */
export const refuse =
  (by: { readonly actor: string; readonly reason: string }, programmes: readonly Programme[]): Step =>
  (view, found) =>
    found.status === 'awaiting_approval'
      ? end(view, found, { event: { type: 'PayoutRefused', ...by, occurredAt: view.now }, programmes })
      : NOTHING;

/** A second person lets it pass. From `approveBy` on nobody does, whether or not its expiry is written yet. */
export const approve =
  (by: { readonly actor: string; readonly reason: string }): Step =>
  (view, found) =>
    found.status === 'awaiting_approval' && !isExpired(view, found)
      ? append(found, { type: 'PayoutApproved', ...by, occurredAt: view.now })
      : NOTHING;

export const hasEnded = (status: PayoutStatus): boolean => ENDED.includes(status);

interface Ending {
  readonly event: Extract<PayoutEvent, { readonly type: 'PayoutFailed' | 'PayoutRefused' }>;
  readonly programmes: readonly Programme[];
}

function end(view: View, found: Found, { event, programmes }: Ending): Decision<Stepped> {
  const { stream, state, standing } = found;
  // Its points are back already: there is no void that this could be committed with.
  if (standing.status === 'lapsed') return append(found, event);
  const { answer, appends } = voidKnown(view, { stream, state, programmes, ends: event });
  if ('rejected' in answer) throw new Error(`${state.facts.redemption} cannot be voided: ${answer.rejection.reason}`);
  return { answer: 'done', appends };
}
