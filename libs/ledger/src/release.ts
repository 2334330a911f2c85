import { type Account, byLot, byPlace } from './account.js';
import { type Decision, accept, reject, unchanged, write } from './decision.js';
import { due, settle } from './due.js';
import { isPending } from './evolve.js';
import type { Instant, LotId } from './nouns.js';
import { repaidBy } from './repay.js';
import { sliceOf } from './slice.js';
import { find, firstFrom } from './tree.js';

export interface Release {
  readonly lot: LotId;
  readonly action: string;
  readonly report?: string;
  readonly occurredAt: Instant;
  readonly now: Instant;
  /** Both instants of the Lot, by the rule that it froze (`awaits`), fixed by the action. */
  readonly availableAt: Instant;
  readonly expiresAt: Instant | null;
}

/**
 * Releases a Lot that awaits an action (order shipped, return window passed). One that has an instant besides becomes
 * available then at the latest: what nobody decides about is not held for ever.
 */
export function release(command: Release, account: Account): Decision {
  const { action, report, now, availableAt, expiresAt } = command;
  const entries = due(now, account);
  const lot = find(entries.account.pending, command, byLot);
  if (!lot) return afterwards(command, { account, booked: entries.account });
  if (lot.availableAt === availableAt && lot.expiresAt === expiresAt) return unchanged(account);
  if (lot.awaits?.action !== action) return reject({ reason: 'lot_awaits_nothing', lot: lot.lot });
  if (expiresAt !== null && expiresAt <= availableAt) {
    return reject({ reason: 'lot_expires_before_available', lot: lot.lot, availableAt, expiresAt });
  }

  const occurredAt = Math.max(command.occurredAt, lot.creditedAt);
  const slices = [sliceOf({ ...lot, expiresAt }, lot.points)];
  const repaid = isPending({ ...lot, availableAt }, occurredAt) ? [] : repaidBy(slices, entries.account);
  const cause = report === undefined ? { action } : { action, report };
  write(entries, { type: 'LotReleased', ...cause, availableAt, member: lot.member, occurredAt, slices, repaid });
  settle(entries, now);
  return accept(entries);
}

/**
 * A Lot that is available already was released before, if it has the same end; its beginning is past and forgotten.
 * What is due counts as booked, or the answer would depend on whether the job was late.
 */
function afterwards({ lot, expiresAt }: Release, { account, booked }: { account: Account; booked: Account }): Decision {
  const place = firstFrom(booked.places, { lot, expiresAt: -Infinity }, byPlace);
  if (place?.lot !== lot) return reject({ reason: 'lot_not_found', lot });
  return place.expiresAt === expiresAt ? unchanged(account) : reject({ reason: 'lot_awaits_nothing', lot });
}
