import type { Account } from './account.js';
import { type Decision, accept, reject, write } from './decision.js';
import { due, settle } from './due.js';
import type { Instant, MemberId, Points, Slice } from './nouns.js';
import { repaidBy } from './repay.js';
import { sliceOf } from './slice.js';

export interface Refund {
  readonly member: MemberId;
  readonly redemption?: string;
  /** At which the points had been spent. */
  readonly partner?: string;
  readonly return?: string;
  /** Of the burn; a refund is never earlier. */
  readonly burnedAt: Instant;
  readonly occurredAt: Instant;
  readonly now: Instant;
  /** From the burn's event, whole or in part (`refundSlices`). */
  readonly slices: readonly Slice[];
  /** The end of the Programme's `refundGrace`, for Lots that have expired since. */
  readonly graceEndsAt: Instant;
}

/** Gives burned points back to the Lots they came from, with their old expiry, or by grace where that has passed. */
export function refund(command: Refund, account: Account): Decision {
  const { member, redemption, partner, return: from, burnedAt, now, graceEndsAt } = command;
  const wrong = command.slices.find((slice) => slice.points <= 0n);
  if (wrong) return reject({ reason: 'points_not_positive', points: wrong.points });

  const entries = due(now, account);
  if (command.slices.length === 0) return accept(entries);
  const slices = command.slices.map((slice) => {
    const isDead = slice.expiresAt !== null && slice.expiresAt <= now;
    return sliceOf(isDead ? { ...slice, expiresAt: graceEndsAt } : slice, slice.points);
  });
  const cause = {
    ...(redemption === undefined ? {} : { redemption }),
    ...(partner === undefined ? {} : { partner }),
    ...(from === undefined ? {} : { return: from }),
  };
  const occurredAt = Math.max(command.occurredAt, burnedAt);
  write(entries, {
    type: 'PointsRefunded',
    ...cause,
    member,
    occurredAt,
    slices,
    repaid: repaidBy(slices, entries.account),
  });
  settle(entries, now);
  return accept(entries);
}

/**
 * Which slices of a burn a partial refund gives back: the last to expire first, so that what stays spent is what a
 * smaller burn would have spent. `before` points were given back already.
 */
export function refundSlices(burned: readonly Slice[], points: Points, before: Points = 0n): Slice[] {
  let skipped = before;
  let wanted = points;
  const back: Slice[] = [];
  for (const slice of burned.toReversed()) {
    const gone = skipped < slice.points ? skipped : slice.points;
    skipped -= gone;
    const left = slice.points - gone;
    const take = left < wanted ? left : wanted;
    wanted -= take;
    if (take > 0n) back.unshift(sliceOf(slice, take));
  }
  return back;
}
