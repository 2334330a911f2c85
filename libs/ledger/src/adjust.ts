import { type Account, walletOf } from './account.js';
import { insufficient, soonestFirst } from './burn.js';
import { type Decision, accept, reject, write } from './decision.js';
import { due, settle } from './due.js';
import { type NewLot, issued, refusalOf, repaidByLots } from './earn.js';
import type { Instant, MemberId, Points, WalletId, WalletPoints } from './nouns.js';

interface Adjusting {
  readonly member: MemberId;
  readonly adjustment?: string;
  readonly reason: string;
  readonly actor: string;
  readonly occurredAt: Instant;
  readonly now: Instant;
}

/** Upwards it makes a Lot. */
export interface AdjustUp extends Adjusting {
  readonly up: NewLot;
}

/** Downwards it walks the burn order. */
export interface AdjustDown extends Adjusting {
  readonly down: WalletPoints;
  readonly allowNegative: boolean;
}

/** Corrects an Account by hand; who did it and why stays with it. */
export function adjust(command: AdjustUp | AdjustDown, account: Account): Decision {
  return 'up' in command ? adjustUp(command, account) : adjustDown(command, account);
}

function adjustUp(command: AdjustUp, account: Account): Decision {
  const { member, occurredAt, now, up } = command;
  if (up.points <= 0n) return reject({ reason: 'points_not_positive', points: up.points });
  const refusal = refusalOf([up], account);
  if (refusal) return reject(refusal);

  const entries = due(now, account);
  const lots = [issued(up, { member, earnedAt: occurredAt })];
  const repaid = repaidByLots(lots, { occurredAt, entries });
  write(entries, {
    type: 'PointsAdjusted',
    ...causeOf(command),
    member,
    occurredAt,
    lots,
    slices: [],
    owed: [],
    repaid,
  });
  settle(entries, now);
  return accept(entries);
}

function adjustDown(command: AdjustDown, account: Account): Decision {
  const { member, now, down } = command;
  if (down.points <= 0n) return reject({ reason: 'points_not_positive', points: down.points });
  const entries = due(now, account);
  const wallet = walletOf(entries.account, down.wallet);
  const inLots = wallet?.inLots ?? 0n;
  if (inLots < down.points && !command.allowNegative) return reject(insufficient(entries.account, down));

  const chosen = wallet ? soonestFirst(wallet, down.points) : [];
  const occurredAt = Math.max(command.occurredAt, ...chosen.map((each) => each.creditedAt));
  const slices = chosen.map((each) => each.slice);
  const owed = owing(down.wallet, down.points - inLots);
  write(entries, {
    type: 'PointsAdjusted',
    ...causeOf(command),
    member,
    occurredAt,
    lots: [],
    slices,
    owed,
    repaid: [],
  });
  return accept(entries);
}

function owing(wallet: WalletId, points: Points): WalletPoints[] {
  return points > 0n ? [{ wallet, points }] : [];
}

function causeOf({ adjustment, reason, actor }: Adjusting) {
  return { ...(adjustment === undefined ? {} : { adjustment }), reason, actor };
}
