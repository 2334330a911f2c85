import { decodeCounterEvent, encodeCounterEvent, type CountersMoved } from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';
import { applyChange, NO_COUNTERS, type Counters } from '@loyalty/programme';

/** Grows with every change of what `evolve` makes of a stream. */
const FOLD = 1;

/**
 * What offers have given so far: of one account beside its points, or of all members where it is a budget. A decision
 * that looks at it is guarded by its version, so two processes never spend the same room.
 */
export const countersStream: Category<Counters, CountersMoved> = {
  name: 'counters',
  initial: () => NO_COUNTERS,
  evolve: applyChange,
  encode: encodeCounterEvent,
  decode: decodeCounterEvent,
  snapshot: { version: FOLD, every: 500, write, read },
};

type StoredCounters = {
  readonly given: readonly (readonly [
    counter: string,
    windows: readonly (readonly [window: string, points: string])[],
  ])[];
  readonly visits: readonly (readonly [offer: string, visits: readonly { purchase: string; at: number }[]])[];
};

function write({ given, visits }: Counters): string {
  const stored: StoredCounters = {
    given: [...given].map(([counter, windows]) => [
      counter,
      [...windows].map(([window, points]) => [window, points.toString()] as const),
    ]),
    visits: [...visits].map(([offer, waiting]) => [offer, waiting.map(({ purchase, at }) => ({ purchase, at }))]),
  };
  return JSON.stringify(stored);
}

function read(text: string): Counters {
  const { given, visits } = JSON.parse(text) as StoredCounters;
  return {
    given: new Map(
      given.map(([counter, windows]) => [
        counter,
        new Map(windows.map(([window, points]) => [window, BigInt(points)])),
      ]),
    ),
    visits: new Map(visits),
  };
}
