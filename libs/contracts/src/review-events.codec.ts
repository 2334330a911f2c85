import { decodeWith, type StoredEvent, type Upcaster } from './event-codec.js';
import type {
  LimitExceeded,
  PatternNoticed,
  ReviewEvent,
  ReviewOpened,
  ReviewRejected,
  ReviewReleased,
  ReviewWithdrawn,
  VelocityCounted,
  VelocityEvent,
} from './review-events.js';
import * as parts from './shared-parts.codec.js';
import { toJsonInteger as whole, type Stored } from './whole-number.js';

export function encodeVelocityEvent(event: VelocityEvent): StoredEvent {
  const stored: Stored<VelocityEvent> =
    event.type === 'PatternNoticed'
      ? { ...event, limit: storeLimit(event.limit) }
      : { ...event, points: event.points.map(parts.storeWalletPoints) };
  return { type: `${event.type}.v1`, payload: JSON.stringify(stored) };
}

export function decodeVelocityEvent(stored: StoredEvent): VelocityEvent {
  return decodeWith(velocityUpcasters, stored);
}

export function encodeReviewEvent(event: ReviewEvent): StoredEvent {
  return { type: `${event.type}.v1`, payload: JSON.stringify(storeReviewEvent(event)) };
}

export function decodeReviewEvent(stored: StoredEvent): ReviewEvent {
  return decodeWith(reviewUpcasters, stored);
}

/** Also as part of the stream of what is held. */
export function storeReviewEvent(event: ReviewEvent): Stored<ReviewEvent> {
  if (event.type !== 'ReviewOpened') return event;
  return { ...event, points: event.points.map(parts.storeWalletPoints), limits: event.limits.map(storeLimit) };
}

const velocityUpcasters: Readonly<Record<string, Upcaster<VelocityEvent>>> = {
  'PatternNoticed.v1': (payload) => {
    const stored = payload as Stored<PatternNoticed>;
    return { ...stored, limit: readLimit(stored.limit) };
  },
  'VelocityCounted.v1': (payload) => {
    const stored = payload as Stored<VelocityCounted>;
    return { ...stored, points: stored.points.map(parts.readWalletPoints) };
  },
};

export const reviewUpcasters: Readonly<Record<string, Upcaster<ReviewEvent>>> = {
  'ReviewOpened.v1': (payload) => {
    const stored = payload as Stored<ReviewOpened>;
    return { ...stored, points: stored.points.map(parts.readWalletPoints), limits: stored.limits.map(readLimit) };
  },
  'ReviewReleased.v1': (payload) => payload as ReviewReleased,
  'ReviewRejected.v1': (payload) => payload as ReviewRejected,
  'ReviewWithdrawn.v1': (payload) => payload as ReviewWithdrawn,
};

const storeLimit = (it: LimitExceeded): Stored<LimitExceeded> => ({
  ...it,
  max: whole(it.max),
  found: whole(it.found),
  asked: whole(it.asked),
});
const readLimit = (it: Stored<LimitExceeded>): LimitExceeded => ({
  ...it,
  max: BigInt(it.max),
  found: BigInt(it.found),
  asked: BigInt(it.asked),
});
