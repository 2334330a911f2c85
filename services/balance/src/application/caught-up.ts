import { setTimeout as sleep } from 'node:timers/promises';
import type { LagPorts } from './projection-lag.js';

export interface CatchUpPorts extends LagPorts {
  /** Asks the reader of the ledger not to pace itself. */
  readonly hurry: () => void;
}

const ASK_AGAIN_MS = 20;

/** Waits until all that was committed when it was called has been read, by whichever process reads. Says whether it was. */
export async function caughtUp({ log, positions, hurry }: CatchUpPorts, withinMs = Infinity): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  const heads = await log.heads();
  for (;;) {
    const read = await positions();
    if (heads.every((head, shard) => (read.get(shard) ?? 0) >= head)) return true;
    if (performance.now() >= deadline) return false;
    hurry();
    await sleep(ASK_AGAIN_MS);
  }
}
