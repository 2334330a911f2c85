import type { Instant } from './values.js';

/** A return came before its purchase; it is applied when the purchase comes. */
export interface ReturnAwaited {
  readonly type: 'ReturnAwaited';
  /** `ret_…` */
  readonly return: string;
  readonly occurredAt: Instant;
}

/** A void came before its purchase. */
export interface VoidAwaited {
  readonly type: 'VoidAwaited';
  readonly occurredAt: Instant;
  readonly actor?: string;
  readonly reason?: string;
}
