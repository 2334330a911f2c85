import { decodeVelocityEvent, encodeVelocityEvent, type VelocityCounted } from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';
import { applyMove, NO_MOVES, type VelocityMove, type VelocityMoves } from '@loyalty/programme';

/** What a member or a till did lately, as velocity limits count it. */
export const velocityStream: Category<VelocityMoves, VelocityCounted> = {
  name: 'velocity',
  initial: () => NO_MOVES,
  evolve: (moves, { on, occurredAt: at, points, neededUntil }) => applyMove(moves, { on, at, points, neededUntil }),
  encode: encodeVelocityEvent,
  decode: decodeVelocityEvent,
  snapshot: { version: 1, every: 500, write, read },
};

type StoredMove = Omit<VelocityMove, 'points'> & {
  readonly points: readonly { readonly wallet: string; readonly points: string }[];
};

function write(moves: VelocityMoves): string {
  const stored: readonly StoredMove[] = moves.map((move) => ({
    ...move,
    points: move.points.map(({ wallet, points }) => ({ wallet, points: points.toString() })),
  }));
  return JSON.stringify(stored);
}

function read(text: string): VelocityMoves {
  return (JSON.parse(text) as readonly StoredMove[]).map((move) => ({
    ...move,
    points: move.points.map(({ wallet, points }) => ({ wallet, points: BigInt(points) })),
  }));
}
