import { setTimeout as wait } from 'node:timers/promises';

export interface Waiting {
  readonly signal: AbortSignal;
  readonly isOutage: (error: unknown) => boolean;
  /** Told of every try that found something missing. */
  readonly onWait: (error: unknown) => void;
  readonly pauseMs?: number;
  readonly pauseMsMax?: number;
}

const PAUSE_MS = 200;
const PAUSE_MS_MAX = 5_000;

/** Tries again while what is needed is not there; what fails for another reason fails at once. */
export async function untilThere<Result>(work: () => Promise<Result>, waiting: Waiting): Promise<Result> {
  const { signal, isOutage, onWait, pauseMsMax = PAUSE_MS_MAX } = waiting;
  for (let pause = waiting.pauseMs ?? PAUSE_MS; ; pause = Math.min(pause * 2, pauseMsMax)) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !isOutage(error)) throw error;
      onWait(error);
      await wait(pause, undefined, { signal });
    }
  }
}
