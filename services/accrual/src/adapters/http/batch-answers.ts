import type { Readable } from 'node:stream';
import { LineCutter, type NdjsonLine } from './ndjson-lines.js';

export interface BatchStream {
  readonly input: Readable;
  readonly lineBytesMax: number;
  /** How many lines of this batch may be under way, from being read to being answered. */
  readonly inFlightMax: number;
  /** Takes a group of lines and comes back when the next group may follow; answers come in their own time. */
  readonly hand: (group: readonly NdjsonLine[]) => Promise<readonly Promise<string>[]>;
}

/** Lines of one read, so many at most, are recognised together. */
const GROUP_MAX = 256;

interface Pending {
  text: string | undefined;
  readonly done: Promise<void>;
}

/**
 * Answers a stream line by line, in order, each as soon as it and all before it are durable. Reads on only while few
 * enough lines are under way, and whoever does not read the answers stops it: memory stays bounded on both sides.
 */
export async function* answerBatch(batch: BatchStream): AsyncGenerator<string> {
  const pending: Pending[] = [];
  const state = { ended: false, failure: undefined as unknown, stopped: false };
  let arrived = new Signal();
  let left = new Signal();

  const reading = (async () => {
    for await (const group of groupsOf(batch.input, batch.lineBytesMax)) {
      while (pending.length > 0 && pending.length + group.length > batch.inFlightMax && !state.stopped)
        await left.wait();
      if (state.stopped) return;
      for (const answer of await batch.hand(group)) pending.push(toPending(answer));
      arrived.raise();
      arrived = new Signal();
    }
  })()
    .catch((error: unknown) => (state.failure = error))
    .finally(() => {
      state.ended = true;
      arrived.raise();
    });

  try {
    for (;;) {
      const ready = takeReady(pending);
      if (ready !== '') {
        left.raise();
        left = new Signal();
        yield ready;
        continue;
      }
      const [first] = pending;
      if (first) await first.done;
      else if (!state.ended) await arrived.wait();
      else break;
    }
    await reading;
    if (state.failure !== undefined && !isDisconnect(state.failure)) throw state.failure;
  } finally {
    // Whoever asked has gone, or all is said: what is under way is completed by the store, nothing new is read.
    state.stopped = true;
    left.raise();
    batch.input.destroy();
  }
}

async function* groupsOf(input: Readable, lineBytesMax: number): AsyncGenerator<readonly NdjsonLine[]> {
  const cutter = new LineCutter(lineBytesMax);
  for await (const chunk of input) {
    const lines = cutter.cut(chunk as Buffer);
    for (let from = 0; from < lines.length; from += GROUP_MAX) yield lines.slice(from, from + GROUP_MAX);
  }
  const last = cutter.end();
  if (last.length > 0) yield last;
}

function toPending(answer: Promise<string>): Pending {
  const pending: { text: string | undefined; done: Promise<void> } = { text: undefined, done: Promise.resolve() };
  pending.done = answer.then((text) => void (pending.text = text));
  return pending;
}

/** All answers at the head that are there already go out in one piece. */
function takeReady(pending: Pending[]): string {
  let count = 0;
  let ready = '';
  for (const { text } of pending) {
    if (text === undefined) break;
    ready += text;
    count += 1;
  }
  pending.splice(0, count);
  return ready;
}

function isDisconnect(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE')
  );
}

/** Something that is waited for until it has happened once. */
class Signal {
  private resolve: () => void = () => undefined;
  private readonly raised = new Promise<void>((resolve) => (this.resolve = resolve));

  raise(): void {
    this.resolve();
  }

  wait(): Promise<void> {
    return this.raised;
  }
}
