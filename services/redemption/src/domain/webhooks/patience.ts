/** How long, how often and until when somebody who does not take messages is asked again. */
export interface Patience {
  readonly firstRetryMs: number;
  readonly retryMsMax: number;
  /** From its first failure on; then a person must look. */
  readonly parkAfterMs: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const PATIENCE: Patience = { firstRetryMs: 5_000, retryMsMax: 8 * HOUR, parkAfterMs: 72 * HOUR };

const GROWTH = 4;
/** A fifth more or less: those who failed together do not come back together. */
const JITTER = 0.2;

export type Outcome =
  'delivered' | 'refused' | 'gone' | 'redirected' | 'timed_out' | 'unreachable' | 'address_not_allowed';

/** What came of one attempt. */
export interface Attempted {
  readonly outcome: Outcome;
  /** Of HTTP; null where nobody answered. */
  readonly status: number | null;
  readonly ms: number;
  /** What the receiver asked for, by `Retry-After`. */
  readonly retryAfterMs?: number;
}

export type Next =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'again'; readonly at: number }
  | { readonly kind: 'parked'; readonly reason: string };

export interface Failing {
  /** This one included. */
  readonly attempts: number;
  /** When the first of them failed; null: this is the first. */
  readonly since: number | null;
  readonly now: number;
  /** Of [0, 1). */
  readonly chance: number;
}

/** Parked is the whole webhook: whoever skips one message breaks the order of all that follow. */
export function whatNext(attempted: Attempted, failing: Failing, patience: Patience): Next {
  const { outcome, status } = attempted;
  if (outcome === 'delivered') return { kind: 'delivered' };
  const answered = status === null ? outcome : `${outcome} (${status})`;
  // The receiver says that nobody will ever be there again.
  if (outcome === 'gone') return { kind: 'parked', reason: answered };
  const { since, now, attempts, chance } = failing;
  if (since !== null && now - since >= patience.parkAfterMs) return { kind: 'parked', reason: answered };
  const grown = Math.min(patience.retryMsMax, patience.firstRetryMs * GROWTH ** (attempts - 1));
  const wished = Math.min(patience.retryMsMax, attempted.retryAfterMs ?? 0);
  const wait = Math.max(grown * (1 - JITTER + 2 * JITTER * chance), wished);
  return { kind: 'again', at: now + Math.round(wait) };
}
