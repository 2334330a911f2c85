import { decodeVelocityEvent, encodeVelocityEvent, type VelocityCounted } from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';
import { applyMove, NO_MOVES, readMoves, type VelocityMoves, writeMoves } from '@loyalty/programme';

/** What a member or a till did lately, as velocity limits count it. */
export const velocityStream: Category<VelocityMoves, VelocityCounted> = {
  name: 'velocity',
  initial: () => NO_MOVES,
  evolve: (moves, { on, occurredAt: at, points, neededUntil }) => applyMove(moves, { on, at, points, neededUntil }),
  encode: encodeVelocityEvent,
  decode: decodeVelocityEvent,
  snapshot: { version: 1, every: 500, write: writeMoves, read: readMoves },
};
