import type { EventStore } from '@loyalty/event-store';
import { fromId } from '@loyalty/service-host/values';
import { payoutStatus, type PayoutStatus } from '../../domain/payouts/payout.js';
import { standingOf } from '../../domain/standing.js';
import { loadHeld } from '../where-now.js';

/** A payout as it stands; instants are milliseconds since the epoch. */
export interface PayoutRow {
  /** `red_…` */
  readonly id: string;
  /** Of the redemption's stream. */
  readonly version: number;
  readonly programme: string;
  readonly member: string;
  readonly reward: string;
  readonly wallet: string;
  readonly points: bigint;
  readonly amount: string;
  readonly currency: string;
  readonly status: PayoutStatus;
  /** Held until a person has decided; not sent before. */
  readonly inReview?: boolean;
  readonly requestedBy: string;
  readonly requestedAt: number;
  readonly approveBy: number | null;
  readonly approvedBy: string | null;
  readonly sentAt: number | null;
  readonly endedAt: number | null;
  /** The provider's. */
  readonly reference: string | null;
  /** Why it was not paid. */
  readonly cause: string | null;
}

/** As the ledger has it; undefined where the id is of no payout. */
export async function loadPayout(
  id: string,
  { store, clock }: { readonly store: EventStore; readonly clock: { now(): number } },
): Promise<PayoutRow | undefined> {
  const stream = fromId('red', id);
  if (stream === undefined) return undefined;
  const held = await loadHeld(store, stream);
  if (!held) return undefined;
  const { redemption, version, account } = held;
  const { facts, reward, payout, review } = redemption;
  if (!payout) return undefined;
  const { requested, approved, refused, sent, accepted, settled, failed } = payout;
  const standing = standingOf(redemption, account, clock.now());
  const status = payoutStatus(payout, standing.status);
  const end = settled ?? failed ?? refused;
  const gone = status === 'voided' || status === 'lapsed' ? standing.since : null;
  const [part] = facts.points;
  return {
    id,
    version,
    programme: facts.programme,
    member: facts.member,
    reward: reward?.reward ?? '',
    wallet: part?.wallet ?? '',
    points: part?.points ?? 0n,
    amount: requested.amount,
    currency: requested.currency,
    status,
    ...(review && !review.closed && { inReview: true }),
    requestedBy: requested.requestedBy,
    requestedAt: requested.occurredAt,
    approveBy: requested.approveBy,
    approvedBy: approved?.actor ?? null,
    sentAt: sent?.occurredAt ?? null,
    endedAt: end?.occurredAt ?? gone,
    reference: settled?.reference ?? failed?.reference ?? accepted?.reference ?? null,
    cause: failed?.cause ?? refused?.reason ?? null,
  };
}
