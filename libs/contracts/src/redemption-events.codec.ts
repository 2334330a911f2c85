import type { Slice } from '@loyalty/ledger';
import { decodeWith, type StoredEvent, type Upcaster } from './event-codec.js';
import type {
  PayoutAccepted,
  PayoutApproved,
  PayoutFailed,
  PayoutRefused,
  PayoutRequested,
  PayoutSent,
  PayoutSettled,
} from './payout-events.js';
import type {
  FulfilmentMoved,
  PurchasePaid,
  RedemptionAuthorised,
  RedemptionCaptured,
  RedemptionEvent,
  RedemptionRate,
  RedemptionRefunded,
  RedemptionVoidAwaited,
  RedemptionVoided,
  RewardChosen,
  RewardIssued,
  RewardWithdrawn,
} from './redemption-events.js';
import { reviewUpcasters, storeReviewEvent } from './review-events.codec.js';
import * as parts from './shared-parts.codec.js';
import { toJsonInteger as whole, type Stored } from './whole-number.js';

export function encodeRedemptionEvent(event: RedemptionEvent): StoredEvent {
  return { type: `${event.type}.v1`, payload: JSON.stringify(store(event)) };
}

export function decodeRedemptionEvent(stored: StoredEvent): RedemptionEvent {
  return decodeWith(upcasters, stored);
}

/** Balances are written without their zeros. */
type StoredWith<Event extends { readonly balances: unknown }> = Omit<Stored<Event>, 'balances'> & {
  readonly balances: readonly parts.StoredBalance[];
};

function store(event: RedemptionEvent): object {
  if (event.type === 'ReviewOpened') return storeReviewEvent(event);
  if (event.type === 'PurchasePaid') return { ...event, points: whole(event.points), amount: whole(event.amount) };
  if (!('balances' in event)) return event;
  const balances = event.balances.map(parts.storeBalance);
  switch (event.type) {
    case 'RedemptionAuthorised':
      return {
        ...event,
        points: event.points.map(parts.storeWalletPoints),
        balances,
        ...(event.rate && { rate: storeRate(event.rate) }),
      };
    case 'RedemptionCaptured':
      return {
        ...event,
        slices: event.slices.map(storeSlice),
        released: event.released.map(parts.storeWalletPoints),
        balances,
      };
    case 'RedemptionVoided':
      return { ...event, released: event.released.map(parts.storeWalletPoints), balances };
    case 'RedemptionRefunded':
      return { ...event, slices: event.slices.map(storeSlice), balances };
    default:
      return event satisfies never;
  }
}

const upcasters: Readonly<Record<string, Upcaster<RedemptionEvent>>> = {
  ...reviewUpcasters,
  'RedemptionAuthorised.v1': (payload) => {
    const stored = payload as StoredWith<RedemptionAuthorised>;
    const { rate, ...facts } = stored;
    const points = stored.points.map(parts.readWalletPoints);
    return { ...facts, points, balances: balancesOf(stored), ...(rate && { rate: readRate(rate) }) };
  },
  'RedemptionCaptured.v1': (payload) => {
    const stored = payload as StoredWith<RedemptionCaptured>;
    const released = stored.released.map(parts.readWalletPoints);
    return { ...stored, slices: stored.slices.map(readSlice), released, balances: balancesOf(stored) };
  },
  'RedemptionVoided.v1': (payload) => {
    const stored = payload as StoredWith<RedemptionVoided>;
    return { ...stored, released: stored.released.map(parts.readWalletPoints), balances: balancesOf(stored) };
  },
  'RedemptionRefunded.v1': (payload) => {
    const stored = payload as StoredWith<RedemptionRefunded>;
    return { ...stored, slices: stored.slices.map(readSlice), balances: balancesOf(stored) };
  },
  'RedemptionVoidAwaited.v1': (payload) => payload as RedemptionVoidAwaited,
  'RewardChosen.v1': (payload) => payload as RewardChosen,
  'RewardIssued.v1': (payload) => payload as RewardIssued,
  'RewardWithdrawn.v1': (payload) => payload as RewardWithdrawn,
  'FulfilmentMoved.v1': (payload) => payload as FulfilmentMoved,
  'PayoutRequested.v1': (payload) => payload as PayoutRequested,
  'PayoutApproved.v1': (payload) => payload as PayoutApproved,
  'PayoutRefused.v1': (payload) => payload as PayoutRefused,
  'PayoutSent.v1': (payload) => payload as PayoutSent,
  'PayoutAccepted.v1': (payload) => payload as PayoutAccepted,
  'PayoutSettled.v1': (payload) => payload as PayoutSettled,
  'PayoutFailed.v1': (payload) => payload as PayoutFailed,
  'PurchasePaid.v1': (payload) => {
    const stored = payload as Stored<PurchasePaid>;
    return { ...stored, points: BigInt(stored.points), amount: BigInt(stored.amount) };
  },
};

const storeRate = (it: RedemptionRate): Stored<RedemptionRate> => ({
  ...it,
  points: whole(it.points),
  amount: whole(it.amount),
});
const readRate = (it: Stored<RedemptionRate>): RedemptionRate => ({
  ...it,
  points: BigInt(it.points),
  amount: BigInt(it.amount),
});

const balancesOf = ({ balances }: { readonly balances: readonly parts.StoredBalance[] }) =>
  balances.map(parts.readBalance);

const storeSlice = (it: Slice): Stored<Slice> => ({ ...it, points: whole(it.points) });
const readSlice = (it: Stored<Slice>): Slice => ({ ...it, points: BigInt(it.points) });
