import { type Account, type ClosedHold, type OpenHold, holdOf } from './account.js';
import { split } from './burn-order.js';
import { type Decision, type Journal, accept, reject, unchanged, write } from './decision.js';
import { due, settle } from './due.js';
import { samePoints } from './hold.js';
import type { HoldId, Instant, WalletPoints } from './nouns.js';
import type { Rejection } from './rejections.js';
import { afterRelease, without } from './release-hold.js';
import { repaidBy } from './repay.js';
import { totals } from './slice.js';

export interface Capture {
  readonly hold: HoldId;
  /** At which it is spent. */
  readonly partner?: string;
  readonly occurredAt: Instant;
  readonly now: Instant;
  /** Absent: all that is held. The rest is released. */
  readonly points?: readonly WalletPoints[];
}

/** Spends a hold. Lots that expired while held are still good: the member asked in time. */
export function capture(command: Capture, account: Account): Decision {
  const before = holdOf(account, command.hold);
  if (before?.status === 'captured') return asBefore(command, before, account);

  const entries = due(command.now, account);
  const hold = holdOf(entries.account, command.hold);
  if (!hold) return reject({ reason: 'hold_not_found', hold: command.hold });
  if (hold.status !== 'open') return reject(overSince(hold));
  if (command.points?.length === 0) return reject({ reason: 'no_points_named' });
  const points = totals(command.points ?? hold.points);
  const refusal = refusalOf(points, hold);
  if (refusal) return reject(refusal);

  const { partner } = command;
  const at = partner === undefined ? {} : { partner };
  spend(entries, { hold, points, at, occurredAt: Math.max(command.occurredAt, hold.heldAt) });
  settle(entries, command.now);
  return accept(entries);
}

function spend(
  entries: Journal,
  {
    hold,
    points,
    at,
    occurredAt,
  }: {
    hold: OpenHold;
    points: readonly WalletPoints[];
    at: Pick<Capture, 'partner'>;
    occurredAt: Instant;
  },
): void {
  const { taken: slices, left: released } = split(hold.slices, points);
  const repaid = repaidBy(released, entries.account);
  const { member, redemption } = hold;
  const named = { ...(redemption === undefined ? {} : { redemption }), ...at, hold: hold.hold };
  write(entries, { type: 'PointsBurned', ...named, member, occurredAt, slices, released, repaid });
  afterRelease(entries, hold, { released: without(released, repaid), occurredAt });
}

function refusalOf(points: readonly WalletPoints[], hold: OpenHold): Rejection | undefined {
  for (const { wallet, points: needed } of points) {
    if (needed <= 0n) return { reason: 'points_not_positive', points: needed };
    const held = hold.points.find((each) => each.wallet === wallet)?.points ?? 0n;
    if (needed > held) return { reason: 'more_than_held', hold: hold.hold, wallet, held, needed };
  }
  return undefined;
}

/** A capture of all may come back with the number or without it. */
function asBefore(command: Capture, hold: ClosedHold, account: Account): Decision {
  if (samePoints(command.points ?? hold.points, hold.captured)) return unchanged(account);
  return reject({ reason: 'already_used_with_other_content', hold: hold.hold, first: hold.captured });
}

/** Why a hold that is over can no longer be spent or given back. */
export function overSince({ hold, status, closedAt }: ClosedHold): Rejection {
  switch (status) {
    case 'captured':
      return { reason: 'hold_captured', hold, capturedAt: closedAt };
    case 'voided':
      return { reason: 'hold_voided', hold, voidedAt: closedAt };
    case 'lapsed':
      return { reason: 'hold_lapsed', hold, lapsedAt: closedAt };
  }
}
