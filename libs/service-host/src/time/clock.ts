/** Business time, in epoch milliseconds. Waits, sessions and retries use the real clock, never this one. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Under this token Nest provides the clock that the process was started with. */
export const CLOCK = Symbol('Clock');
