import { decodeWith, type StoredEvent } from './event-codec.js';
import type {
  CountedWallet,
  TierContributed,
  TierCountsMovedIn,
  TierCountsMovedOut,
  TierEvent,
} from './tier-events.js';
import { toJsonInteger as whole, type Stored } from './whole-number.js';

type Untyped<Event extends TierEvent> = Event extends TierEvent ? Omit<Stored<Event>, 'type'> : never;

export function encodeTierEvent(event: TierEvent): StoredEvent {
  return { type: `${event.type}.v1`, payload: JSON.stringify(storedOf(event)) };
}

export function decodeTierEvent(stored: StoredEvent): TierEvent {
  return decodeWith<TierEvent>(UPCASTERS, stored);
}

const UPCASTERS = {
  'TierContributed.v1': (payload: unknown): TierContributed => {
    const event = payload as Untyped<TierContributed>;
    return { type: 'TierContributed', ...event, counted: event.counted.map(readCounted) };
  },
  'TierCountsMovedOut.v1': (payload: unknown): TierCountsMovedOut => {
    return { type: 'TierCountsMovedOut', ...(payload as Untyped<TierCountsMovedOut>) };
  },
  'TierCountsMovedIn.v1': (payload: unknown): TierCountsMovedIn => {
    const event = payload as Untyped<TierCountsMovedIn>;
    const counts = event.counts.map((count) => ({ ...count, counted: count.counted.map(readCounted) }));
    return { type: 'TierCountsMovedIn', ...event, counts };
  },
};

function storedOf(event: TierEvent): Untyped<TierEvent> {
  if (event.type === 'TierCountsMovedOut') return withoutType(event);
  if (event.type === 'TierContributed') return { ...withoutType(event), counted: event.counted.map(storeCounted) };
  const counts = event.counts.map((count) => ({ ...count, counted: count.counted.map(storeCounted) }));
  return { ...withoutType(event), counts };
}

function withoutType<Event extends TierEvent>({ type: _type, ...event }: Event): Omit<Event, 'type'> {
  return event;
}

const storeCounted = (counted: CountedWallet): Stored<CountedWallet> => ({ ...counted, points: whole(counted.points) });
const readCounted = (counted: Stored<CountedWallet>): CountedWallet => ({ ...counted, points: BigInt(counted.points) });
