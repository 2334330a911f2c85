import type { CounterMove, CountersMoved } from './counter-events.js';
import { decodeWith, type StoredEvent } from './event-codec.js';
import { toJsonInteger as whole, type Stored } from './whole-number.js';

/** Lists of nothing are left out. */
type StoredMoved = Omit<Stored<CountersMoved>, 'type' | Lists> & Partial<Pick<Stored<CountersMoved>, Lists>>;
type Lists = 'moves' | 'waiting' | 'settled';

export function encodeCounterEvent({ type, moves, waiting, settled, ...event }: CountersMoved): StoredEvent {
  const stored: StoredMoved = {
    ...event,
    ...(moves.length > 0 && { moves: moves.map(storeMove) }),
    ...(waiting.length > 0 && { waiting }),
    ...(settled.length > 0 && { settled }),
  };
  return { type: `${type}.v1`, payload: JSON.stringify(stored) };
}

export function decodeCounterEvent(stored: StoredEvent): CountersMoved {
  return decodeWith({ 'CountersMoved.v1': (payload) => read(payload as StoredMoved) }, stored);
}

function read({ moves = [], waiting = [], settled = [], ...event }: StoredMoved): CountersMoved {
  return { type: 'CountersMoved', ...event, moves: moves.map(readMove), waiting, settled };
}

export const storeMove = (move: CounterMove): Stored<CounterMove> => ({ ...move, points: whole(move.points) });
export const readMove = (move: Stored<CounterMove>): CounterMove => ({ ...move, points: BigInt(move.points) });
