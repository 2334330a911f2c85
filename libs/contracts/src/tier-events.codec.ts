import { decodeWith, type StoredEvent } from './event-codec.js';
import type { CountedWallet, TierContributed } from './tier-events.js';
import { toJsonInteger as whole, type Stored } from './whole-number.js';

type StoredContributed = Omit<Stored<TierContributed>, 'type'>;

export function encodeTierEvent({ type, counted, ...event }: TierContributed): StoredEvent {
  const stored: StoredContributed = { ...event, counted: counted.map(storeCounted) };
  return { type: `${type}.v1`, payload: JSON.stringify(stored) };
}

export function decodeTierEvent(stored: StoredEvent): TierContributed {
  return decodeWith({ 'TierContributed.v1': (payload) => read(payload as StoredContributed) }, stored);
}

function read({ counted, ...event }: StoredContributed): TierContributed {
  return { type: 'TierContributed', ...event, counted: counted.map(readCounted) };
}

const storeCounted = (counted: CountedWallet): Stored<CountedWallet> => ({ ...counted, points: whole(counted.points) });
const readCounted = (counted: Stored<CountedWallet>): CountedWallet => ({ ...counted, points: BigInt(counted.points) });
