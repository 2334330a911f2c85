import type { Instant } from './values.js';

/** What can happen to a Voucher. Its code stands in none of them: it is found by a claim, under a keyed hash. */
export type VoucherEvent = VoucherIssued | VoucherReserved | VoucherUsed | VoucherReleased | VoucherRevoked;

export interface VoucherIssued {
  readonly type: 'VoucherIssued';
  /** `vch_…` */
  readonly voucher: string;
  readonly programme: string;
  /** Null: whoever has the code may use it. */
  readonly member: string | null;
  /** What bought it; null where it was given. */
  readonly redemption: string | null;
  readonly reward: string | null;
  /** The pool that its code is of. */
  readonly pool: string | null;
  /** How often it can be used. */
  readonly usesMax: number;
  readonly validFrom: Instant;
  /** Null: for ever. */
  readonly validUntil: Instant | null;
  /** Its use captures the Redemption, which holds the points until then. */
  readonly capturesOnUse: boolean;
  readonly occurredAt: Instant;
}

/** Where a use was reserved or made, and what the caller calls it. */
interface VoucherUse {
  readonly source: string;
  readonly externalId: string;
  readonly occurredAt: Instant;
}

export interface VoucherReserved extends VoucherUse {
  readonly type: 'VoucherReserved';
  readonly lapsesAt: Instant;
}

export interface VoucherUsed extends VoucherUse {
  readonly type: 'VoucherUsed';
  readonly member: string | null;
  readonly store?: string;
}

export interface VoucherReleased extends VoucherUse {
  readonly type: 'VoucherReleased';
}

export interface VoucherRevoked {
  readonly type: 'VoucherRevoked';
  /** Of the Redemption that bought it. */
  readonly redemption: string | null;
  readonly reward: string | null;
  readonly cause: VoucherRevokedCause;
  readonly occurredAt: Instant;
}

export type VoucherRevokedCause = 'refunded' | 'voided';
