import { decodeVelocityEvent, encodeVelocityEvent, type VelocityEvent } from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';
import { applyMove, NO_MOVES, readMoves, type VelocityMoves, writeMoves } from '@loyalty/programme';

/** What a member or a till did lately, as velocity limits count it. */
export const velocityStream: Category<VelocityMoves, VelocityEvent> = {
  name: 'velocity',
  initial: () => NO_MOVES,
  evolve,
  encode: encodeVelocityEvent,
  decode: decodeVelocityEvent,
  snapshot: { version: 1, every: 500, write: writeMoves, read: readMoves },
};

/** What was noticed of the moves is told by an event and counts as none. */
function evolve(moves: VelocityMoves, event: VelocityEvent): VelocityMoves {
  if (event.type === 'PatternNoticed') return moves;
  const { on, of, occurredAt: at, points, neededUntil, member } = event;
  return applyMove(moves, { on, at, points, neededUntil, ...(of === 'token' && { member }) });
}
