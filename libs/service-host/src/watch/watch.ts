export interface WatchOptions {
  /** Between the end of one look and the beginning of the next, by the real clock. */
  readonly everyMs: number;
  readonly look: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

export interface Watch {
  /** No look begins after this; answers when the one under way has ended. */
  stop(): Promise<void>;
}

/** Looks again and again, and never twice at once. It changes nothing, so no clock of a test moves it, as one moves jobs. */
export function watch({ everyMs, look, onError }: WatchOptions): Watch {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;
  const schedule = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      looking = look().catch(onError).finally(schedule);
    }, everyMs);
    timer.unref();
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
