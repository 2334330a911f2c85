import type { Clock } from './clock.js';
import type { Category, Claim, Command } from './event-store.js';

export interface Added {
  readonly points: number;
  readonly note?: string;
}

/** The plainest kind of stream: a sum. */
export const tally: Category<number, Added> = {
  name: 'tally',
  initial: () => 0,
  evolve(state, { points }) {
    if (Number.isNaN(points)) throw new Error('not a number');
    return state + points;
  },
  encode: (event) => ({ type: 'Added.v1', payload: JSON.stringify(event) }),
  decode: ({ payload }) => JSON.parse(payload) as Added,
  snapshot: {
    version: 1,
    every: 5,
    write: (state) => JSON.stringify(state),
    read: (text) => JSON.parse(text) as number,
  },
};

export const FINGERPRINT = '00112233445566778899aabbccddeeff';
export const OTHER_FINGERPRINT = 'ffeeddccbbaa99887766554433221100';

export function claimOf(key: string, fingerprint = FINGERPRINT): Claim {
  return { kind: 'key', scope: 'tea-shop', key, fingerprint };
}

export interface Extras {
  readonly claims?: readonly Claim[];
  readonly tags?: readonly string[];
  readonly beside?: string;
  /** Another fold of the same events. */
  readonly category?: typeof tally;
}

/** Adds points and answers with the sum; a repeat of a claim is answered with the sum and adds nothing. */
export function add(stream: string, points: number, extras: Extras = {}): Command<number> {
  const { claims = [], tags = [], beside, category = tally } = extras;
  return {
    on: stream,
    decide(view) {
      const { state } = view.state(category, stream);
      if (claims.some((claim) => view.claimed(claim) !== undefined)) return { answer: state, appends: [] };
      const events = [{ event: { points }, occurredAt: view.now, tags }];
      return {
        answer: state + points,
        appends: [{ category, stream, events, claims, ...(beside !== undefined && { beside }) }],
      };
    },
  };
}

export function read(stream: string): Command<number> {
  return { on: stream, decide: (view) => ({ answer: view.state(tally, stream).state, appends: [] }) };
}

export interface SettableClock extends Clock {
  set(now: number): void;
}

export function settable(start: number): SettableClock {
  let now = start;
  return { now: () => now, set: (to) => (now = to) };
}
