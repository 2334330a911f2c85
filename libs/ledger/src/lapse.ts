import { type Account, holdOf } from './account.js';
import { type Decision, accept, reject, unchanged } from './decision.js';
import { due } from './due.js';
import type { HoldId, Instant } from './nouns.js';

export interface Lapse {
  readonly hold: HoldId;
  readonly now: Instant;
}

/** Ends a hold that was left alone. Booking what is due does it; this says so for one hold by name. */
export function lapse(command: Lapse, account: Account): Decision {
  const before = holdOf(account, command.hold);
  if (!before) return reject({ reason: 'hold_not_found', hold: command.hold });
  if (before.status !== 'open') return unchanged(account);
  if (command.now < before.lapsesAt) {
    return reject({ reason: 'hold_still_open', hold: command.hold, lapsesAt: before.lapsesAt });
  }
  return accept(due(command.now, account));
}
