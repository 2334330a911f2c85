import type { Instant } from './values.js';

/** What can happen to a payout: steps of a Redemption whose points become money. To where is not in the log. */
export type PayoutEvent =
  PayoutRequested | PayoutApproved | PayoutRefused | PayoutSent | PayoutAccepted | PayoutSettled | PayoutFailed;

/** Committed with the authorisation. */
export interface PayoutRequested {
  readonly type: 'PayoutRequested';
  /** A decimal in text. */
  readonly amount: string;
  readonly currency: string;
  /** The key of whoever asked for it. */
  readonly requestedBy: string;
  /** Until when a second person may approve it; null: nobody needs to. */
  readonly approveBy: Instant | null;
  readonly occurredAt: Instant;
}

export interface PayoutApproved {
  readonly type: 'PayoutApproved';
  readonly actor: string;
  readonly reason: string;
  readonly occurredAt: Instant;
}

/** By a second person, or because nobody approved it in time (`actor` null); committed with the void. */
export interface PayoutRefused {
  readonly type: 'PayoutRefused';
  readonly actor: string | null;
  readonly reason: string;
  readonly occurredAt: Instant;
}

/** It is handed to the provider from now on, and may have been paid. */
export interface PayoutSent {
  readonly type: 'PayoutSent';
  readonly occurredAt: Instant;
}

export interface PayoutAccepted {
  readonly type: 'PayoutAccepted';
  /** What the provider calls it. */
  readonly reference: string;
  readonly occurredAt: Instant;
}

/** Committed with the capture. */
export interface PayoutSettled {
  readonly type: 'PayoutSettled';
  readonly reference: string;
  readonly occurredAt: Instant;
}

/** The provider has not paid, and will not; committed with the void. */
export interface PayoutFailed {
  readonly type: 'PayoutFailed';
  /** Null: the provider never had it. */
  readonly reference: string | null;
  /** In the provider's words. */
  readonly cause: string;
  readonly occurredAt: Instant;
}
