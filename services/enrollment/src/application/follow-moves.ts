import type { MoveStanding } from './ports.js';

export interface Following {
  readonly movesOf: (change: string) => Promise<readonly MoveStanding[]>;
}

const WAIT_MS_MAX = 2_000;
const LOOK_EVERY_MS = 25;

/** Waits a moment for the ledger; whoever asks hears how far it is, and it goes on by itself. */
export async function followMoves(change: string, { movesOf }: Following): Promise<readonly MoveStanding[]> {
  const until = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const moves = await movesOf(change);
    const isOver = moves.every(({ moved, waitsFor }) => moved !== undefined || waitsFor.length > 0);
    if (isOver || performance.now() > until) return moves;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
