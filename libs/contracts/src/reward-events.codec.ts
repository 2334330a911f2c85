import { decodeWith, type StoredEvent, type Upcaster } from './event-codec.js';
import type { RewardGivenBack, RewardKept, RewardTaken, StockSupplied, TakingEvent } from './reward-events.js';

/** Nothing in them needs another form than JSON's. */
export function encodeTakingEvent(event: TakingEvent): StoredEvent {
  return { type: `${event.type}.v1`, payload: JSON.stringify(event) };
}

export function decodeTakingEvent(stored: StoredEvent): TakingEvent {
  return decodeWith(upcasters, stored);
}

const upcasters: Readonly<Record<string, Upcaster<TakingEvent>>> = {
  'StockSupplied.v1': (payload) => payload as StockSupplied,
  'RewardTaken.v1': (payload) => payload as RewardTaken,
  'RewardKept.v1': (payload) => payload as RewardKept,
  'RewardGivenBack.v1': (payload) => payload as RewardGivenBack,
};
