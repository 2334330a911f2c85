import { type Account, holdOf } from './account.js';
import { overSince } from './capture.js';
import { type Decision, accept, reject, unchanged } from './decision.js';
import { due, settle } from './due.js';
import type { HoldId, Instant } from './nouns.js';
import { releaseHold } from './release-hold.js';

export interface VoidHold {
  readonly hold: HoldId;
  readonly occurredAt: Instant;
  readonly now: Instant;
  /** Where a person said no to what was held for review. */
  readonly rejected?: { readonly actor: string; readonly reason: string };
}

/** Gives a hold back. One that has lapsed gave its points back already, so nothing is left to be said no to. */
export function voidHold(command: VoidHold, account: Account): Decision {
  const before = holdOf(account, command.hold);
  if (before?.status === 'voided' || before?.status === 'lapsed') return unchanged(account);

  const entries = due(command.now, account);
  const hold = holdOf(entries.account, command.hold);
  if (!hold) return reject({ reason: 'hold_not_found', hold: command.hold });
  if (hold.status === 'captured') return reject(overSince(hold));
  if (hold.status === 'open') {
    const { occurredAt, rejected } = command;
    const cause = rejected ? ({ cause: 'rejected', ...rejected } as const) : ({ cause: 'voided' } as const);
    releaseHold(entries, hold, { ...cause, occurredAt: Math.max(occurredAt, hold.heldAt) });
    settle(entries, command.now);
  }
  return accept(entries);
}
