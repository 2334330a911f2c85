import type { VelocityMove, VelocityMoves, VelocityOf } from './velocity-limit.js';
import { applyMove, NO_MOVES, readMoves, writeMoves } from './velocity.js';

/** What happens to what was done lately; the events of the log say all of this, and more. */
export type VelocityTold =
  | ({
      readonly type: 'VelocityCounted';
      readonly of: VelocityOf;
      readonly member: string;
      readonly occurredAt: number;
    } & Pick<VelocityMove, 'on' | 'points' | 'neededUntil'>)
  | { readonly type: 'PatternNoticed' };

/**
 * What a member, a till or a token did lately, as a stream that every service which counts writes to and reads: all but the
 * codec of its events. They share its snapshots too.
 */
export const velocityFold = {
  name: 'velocity',
  initial: (): VelocityMoves => NO_MOVES,
  evolve,
  snapshot: { version: 1, every: 500, write: writeMoves, read: readMoves },
};

/** What was noticed of the moves is told by an event and counts as none. */
function evolve(moves: VelocityMoves, event: VelocityTold): VelocityMoves {
  if (event.type === 'PatternNoticed') return moves;
  const { on, of, occurredAt: at, points, neededUntil, member } = event;
  return applyMove(moves, { on, at, points, neededUntil, ...(of === 'token' && { member }) });
}
