import { SingleBar } from 'cli-progress';
import type { Tally } from './tally.js';

export interface Progress {
  show(tally: Tally): void;
  stop(): void;
}

/** A line that moves on a terminal; nothing where standard error is a file or a pipe. */
export function createProgress(): Progress {
  if (!process.stderr.isTTY) return { show: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    stream: process.stderr,
    format: '{value} handled | {purchases} purchases | {rejected} rejected | {duration_formatted}',
    hideCursor: true,
    fps: 5,
  });
  let running = true;
  bar.start(0, 0, { purchases: 0, rejected: 0 });
  return {
    show: ({ handled, purchases, rejected }) => bar.update(handled, { purchases, rejected }),
    stop: () => {
      if (running) bar.stop();
      running = false;
    },
  };
}
