import { type Account, holdOf } from './account.js';
import { overSince } from './capture.js';
import { type Decision, accept, reject, write } from './decision.js';
import { due } from './due.js';
import type { AccountId, HoldId, Instant } from './nouns.js';
import { type Asked, askedBy } from './transfer.js';

export interface TransferHeld extends Asked {
  readonly transfer: string;
  readonly hold: HoldId;
  readonly account: AccountId;
  readonly to: AccountId;
  readonly occurredAt: Instant;
  readonly now: Instant;
}

/**
 * Moves out all that a hold keeps: the very slices that were set aside, whatever came to the Account or left it since. As
 * with a capture, a Lot that expired while held goes along, with its expiry: the Account that takes it in ends it.
 */
export function transferHeld(command: TransferHeld, account: Account): Decision {
  const { transfer, to, now } = command;
  if (command.account === to) return reject({ reason: 'transfer_to_itself', transfer });
  const entries = due(now, account);
  const hold = holdOf(entries.account, command.hold);
  if (!hold) return reject({ reason: 'hold_not_found', hold: command.hold });
  if (hold.status !== 'open') return reject(overSince(hold));

  const occurredAt = Math.max(command.occurredAt, hold.heldAt);
  const { member, slices } = hold;
  const named = { transfer, hold: hold.hold, ...askedBy(command), to };
  write(entries, { type: 'PointsTransferredOut', ...named, member, occurredAt, slices });
  return accept(entries);
}
