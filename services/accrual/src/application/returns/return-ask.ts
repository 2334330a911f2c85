import type { KeptLine } from '@loyalty/contracts';
import type { Claim } from '@loyalty/event-store';
import type { Owner } from '../../domain/purchase-state.js';
import type { BlindLine } from '../../domain/sent/return.js';

/** A return that is ready to be decided, alone or as a part of an exchange. */
export interface ReturnAsk {
  readonly stream: string;
  /** `ret_…` */
  readonly id: string;
  readonly programme: string;
  /** Its own source and externalId; a part of an exchange may have none. */
  readonly named: { readonly source?: string; readonly externalId?: string };
  readonly claims: readonly Claim[];
  readonly occurredAt: number;
  readonly wanted: ByLine | Blind;
}

export interface ByLine {
  readonly by: 'line';
  readonly purchase: { readonly stream: string } | { readonly source: string; readonly externalId: string };
  readonly lines: readonly KeptLine[];
  /** Where a member was sent: the purchase must be theirs, or of somebody who shares their account. */
  readonly owner?: Owner;
}

export interface Blind {
  readonly by: 'sku';
  /** Null for someone who is no member: nothing is found. */
  readonly owner: Owner | null;
  readonly lines: readonly BlindLine[];
}
