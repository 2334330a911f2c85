import { type Account, type Hold as Held, holdOf } from './account.js';
import { choose } from './burn.js';
import { type Decision, accept, reject, unchanged, write } from './decision.js';
import { due } from './due.js';
import type { HoldId, Instant, MemberId, WalletPoints } from './nouns.js';
import { totals } from './slice.js';

export interface Hold {
  readonly member: MemberId;
  readonly hold: HoldId;
  readonly redemption?: string;
  readonly lapsesAt: Instant;
  readonly occurredAt: Instant;
  readonly now: Instant;
  readonly points: readonly WalletPoints[];
}

/** Sets points aside for an order, the soonest to expire first. */
export function hold(command: Hold, account: Account): Decision {
  const { member, hold: id, redemption, lapsesAt, now } = command;
  const known = holdOf(account, id);
  if (known) return asBefore(command, known, account);
  if (lapsesAt <= now) return reject({ reason: 'hold_lapses_at_once', hold: id, lapsesAt, now });

  const entries = due(now, account);
  const found = choose(command.points, entries.account);
  if ('reason' in found) return reject(found);

  write(entries, {
    type: 'PointsHeld',
    hold: id,
    ...(redemption === undefined ? {} : { redemption }),
    lapsesAt,
    member,
    occurredAt: Math.max(command.occurredAt, found.creditedAt),
    slices: found.slices,
  });
  return accept(entries);
}

/** What was held once is not held again, whatever became of it. */
function asBefore(command: Hold, known: Held, account: Account): Decision {
  const same = command.lapsesAt === known.lapsesAt && samePoints(command.points, known.points);
  if (same) return unchanged(account);
  return reject({ reason: 'already_used_with_other_content', hold: known.hold, first: known.points });
}

/** Whether the same is meant, however it is divided or ordered. */
export function samePoints(one: readonly WalletPoints[], other: readonly WalletPoints[]): boolean {
  const [left, right] = [totals(one), totals(other)];
  return (
    left.length === right.length &&
    left.every(({ wallet, points }) => right.some((each) => each.wallet === wallet && each.points === points))
  );
}
