import type { SentIdentity } from '../sent-redemption.js';

/** One use of a voucher, as a till names it: the same again is the same use. */
export interface SentUse {
  readonly code: string;
  /** Who shows it; a voucher that is bound to a member needs to know. */
  readonly member?: SentIdentity;
  readonly source: string;
  readonly externalId: string;
  /** Where it is used; told to whoever uses it again. */
  readonly store?: string;
}

export interface SentReservation extends SentUse {
  /** ISO 8601; PT15M where absent. */
  readonly lapsesAfter?: string;
}

export interface SentVoucher {
  readonly programme?: string;
  /** Absent: whoever has the code may use it. */
  readonly member?: SentIdentity;
  readonly uses?: number;
  readonly validFrom?: string;
  readonly validUntil?: string;
}

export interface SentPool {
  readonly programme: string;
  readonly uses?: number;
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** How many codes are to be generated in all; those that are there stay. */
  readonly size?: number;
}

export interface SentCodes {
  readonly codes: readonly { readonly code: string; readonly member?: string }[];
}
