import type { WalletPoints } from '@loyalty/ledger';
import type {
  FulfilmentMoved,
  PurchasePaid,
  RedemptionAuthorised,
  RedemptionCaptured,
  RedemptionEvent,
  RedemptionVoided,
  RewardChosen,
  RewardIssued,
} from './redemption-events.js';
import { evolvePayout, type Payout } from './payout-fold.js';
import { type Review, reviewAfter } from './review-fold.js';
import { decodeRedemptionEvent, encodeRedemptionEvent } from './redemption-events.codec.js';

/** Also accrual's: what pays a purchase is recorded, and comes back, in the purchase's own commits (ADR 0055). */
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
  /** The purchase that its points pay: they come back with what is returned of it, and over no other road. */
  readonly pays: PurchasePaid | null;
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
  const nothing = {
    captured: null,
    voided: null,
    refunded: [],
    reward: null,
    issued: null,
    fulfilment: null,
    pays: null,
    payout: null,
    review: null,
  };
  return { status: 'known', facts, ...nothing, ...begun };
}

export const redemptionStream = {
  name: 'redemption',
  initial: (): RedemptionState => ({ status: 'unknown' }),
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
    case 'PurchasePaid': {
      const paying = known(state, event);
      if (!paying.captured || paying.pays) throw new Error(`${event.purchase} is paid with what cannot pay`);
      return { ...paying, pays: event };
    }
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

/** Sums by wallet, in order of wallet: however it was divided, the same is meant. */
export function sumByWallet(parts: readonly WalletPoints[]): readonly WalletPoints[] {
  const sums = new Map<string, bigint>();
  for (const { wallet, points } of parts) sums.set(wallet, (sums.get(wallet) ?? 0n) + points);
  return [...sums]
    .map(([wallet, points]) => ({ wallet, points }))
    .sort((one, other) => (one.wallet < other.wallet ? -1 : 1));
}
