/** Work that falls due with time rather than with a request. */
export interface Job {
  readonly name: string;
  /** How long a timer waits, by the real clock, between the end of one run and the start of the next. */
  readonly everyMs: number;
  /** Does everything that is due at `now`; returns how many things it did. Running it again must be harmless. */
  run(now: number): Promise<number>;
  /**
   * When something falls due next. The test clock then stops at that instant on its way, so that what several jobs do
   * happens in order; a job without it runs once, where the clock comes to rest.
   */
  nextDueAt?(): Promise<number | undefined>;
}
