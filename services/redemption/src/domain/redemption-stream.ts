import {
  decodeRedemptionEvent,
  encodeRedemptionEvent,
  type RedemptionAuthorised,
  type RedemptionCaptured,
  type RedemptionEvent,
  type RedemptionVoided,
  type FulfilmentMoved,
  type RewardChosen,
  type RewardIssued,
} from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';
import type { WalletPoints } from '@loyalty/ledger';
import { evolvePayout, type Payout } from './payouts/payout.js';
import { sumByWallet } from './points.js';
import { type Review, reviewAfter } from './reviews/review.js';

export type RedemptionState =
  | { readonly status: 'unknown' }
  /** Its void came first. */
  | { readonly status: 'awaited'; readonly voidedAt: number }
  | Redemption;

/** What its own stream says. Whether a hold has lapsed is said by the account alone (`standing.ts`). */
export interface Redemption {
  readonly status: 'known';
  readonly facts: RedemptionAuthorised;
  readonly captured: RedemptionCaptured | null;
  readonly voided: RedemptionVoided | null;
  /** Given back so far, by wallet. */
  readonly refunded: readonly WalletPoints[];
  /** What the points buy; null: whatever the caller says. */
  readonly reward: RewardChosen | null;
  readonly issued: RewardIssued | null;
  /** Where it last was on its way to the member. */
  readonly fulfilment: FulfilmentMoved | null;
  /** Whose points become money. */
  readonly payout: Payout | null;
  /** Held until a person decides; null: nothing was remarkable. */
  readonly review: Review | null;
}

/** A redemption as it begins; the parts that are there from the first commit on are given. */
export function newRedemption(
  facts: RedemptionAuthorised,
  begun: Partial<Pick<Redemption, 'captured' | 'reward' | 'issued' | 'payout' | 'review'>> = {},
): Redemption {
  const steps = { captured: null, voided: null, refunded: [], fulfilment: null, review: null };
  return { status: 'known', facts, ...steps, reward: null, issued: null, payout: null, ...begun };
}

export const redemptionStream: Category<RedemptionState, RedemptionEvent> = {
  name: 'redemption',
  initial: () => ({ status: 'unknown' }),
  evolve,
  encode: encodeRedemptionEvent,
  decode: decodeRedemptionEvent,
};

function evolve(state: RedemptionState, event: RedemptionEvent): RedemptionState {
  switch (event.type) {
    case 'RedemptionAuthorised':
      if (state.status !== 'unknown') throw new Error(`${event.redemption} is authorised twice`);
      return newRedemption(event);
    case 'RedemptionCaptured':
      return { ...open(state, event), captured: event };
    case 'RedemptionVoided':
      return { ...open(state, event), voided: event };
    case 'RedemptionRefunded': {
      if (state.status !== 'known' || !state.captured) throw new Error('refunded, and was never captured');
      return { ...state, refunded: sumByWallet([...state.refunded, ...event.slices]) };
    }
    case 'RedemptionVoidAwaited':
      if (state.status !== 'unknown') throw new Error('a void is awaited of what is known');
      return { status: 'awaited', voidedAt: event.occurredAt };
    case 'RewardChosen':
      return { ...known(state, event), reward: event };
    case 'RewardIssued':
      return { ...known(state, event), issued: event };
    case 'RewardWithdrawn':
      return known(state, event);
    case 'FulfilmentMoved':
      return { ...known(state, event), fulfilment: event };
    case 'ReviewOpened':
    case 'ReviewReleased':
    case 'ReviewRejected':
    case 'ReviewWithdrawn': {
      const before = known(state, event);
      return { ...before, review: reviewAfter(before.review, event) };
    }
    default: {
      const before = known(state, event);
      return { ...before, payout: evolvePayout(before.payout, event) };
    }
  }
}

function known(state: RedemptionState, { type }: RedemptionEvent): Redemption {
  if (state.status !== 'known') throw new Error(`${type} of what was never authorised`);
  return state;
}

function open(state: RedemptionState, { type }: RedemptionEvent): Redemption {
  if (state.status !== 'known' || state.captured || state.voided) throw new Error(`${type} of what is not open`);
  return state;
}
