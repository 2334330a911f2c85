import { type Account, byLot, byPlace } from './account.js';
import { type Decision, type Journal, accept, reject, write } from './decision.js';
import { due, settle } from './due.js';
import { isPending } from './evolve.js';
import type { Awaits, Instant, Lot, LotId, MemberId, Points, WalletId } from './nouns.js';
import type { Rejection } from './rejections.js';
import { repaidBy } from './repay.js';
import { sliceOf } from './slice.js';
import { find, firstFrom } from './tree.js';

/** A Lot as the Programme issues it; who earns it and when comes with the command. */
export interface NewLot {
  readonly lot: LotId;
  readonly wallet: WalletId;
  readonly points: Points;
  /** Null while it waits for an action. */
  readonly availableAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly awaits?: Awaits;
  readonly partner?: string;
}

export interface Earn {
  readonly member: MemberId;
  readonly purchase?: string;
  readonly reason?: string;
  readonly report?: string;
  readonly occurredAt: Instant;
  readonly now: Instant;
  readonly lots: readonly NewLot[];
}

/** Issues the Lots of a Purchase, in however many Wallets; those of no points are left out. */
export function earn(command: Earn, account: Account): Decision {
  const { member, purchase, reason, report, occurredAt, now } = command;
  const refusal = refusalOf(command.lots, account);
  if (refusal) return reject(refusal);

  const entries = due(now, account);
  const lots = command.lots
    .filter((lot) => lot.points > 0n)
    .map((lot) => issued(lot, { member, earnedAt: occurredAt }));
  if (lots.length > 0) {
    const cause = {
      ...(purchase === undefined ? {} : { purchase }),
      ...(reason === undefined ? {} : { reason }),
      ...(report === undefined ? {} : { report }),
    };
    const repaid = repaidByLots(lots, { occurredAt, entries });
    write(entries, { type: 'PointsEarned', ...cause, member, occurredAt, lots, repaid });
    settle(entries, now);
  }
  return accept(entries);
}

/**
 * Freezes the terms: nothing but what a Lot is made of is taken over, in the order in which the codec reads it back, so
 * that a snapshot of what was decided and one of what was folded are the same bytes.
 */
export function issued(lot: NewLot, { member, earnedAt }: { member: MemberId; earnedAt: Instant }): Lot {
  return {
    ...sliceOf({ ...lot, earnedAt, member }, lot.points),
    availableAt: lot.availableAt,
    ...(lot.awaits === undefined ? {} : { awaits: lot.awaits }),
  };
}

/** Lots that are available from the start repay at once, pending ones when they mature. */
export function repaidByLots(lots: readonly Lot[], { occurredAt, entries }: { occurredAt: Instant; entries: Journal }) {
  return repaidBy(
    lots.filter((lot) => !isPending(lot, occurredAt)),
    entries.account,
  );
}

export function refusalOf(lots: readonly NewLot[], account: Account): Rejection | undefined {
  for (const [at, { lot, points, availableAt, expiresAt }] of lots.entries()) {
    if (points < 0n) return { reason: 'points_not_positive', points };
    const isTwice = lots.findIndex((each) => each.lot === lot) !== at;
    if (isTwice || isKnown(lot, account)) return { reason: 'lot_already_issued', lot };
    if (expiresAt !== null && (availableAt === null || expiresAt <= availableAt)) {
      return { reason: 'lot_expires_before_available', lot, availableAt, expiresAt };
    }
  }
  return undefined;
}

/** As far as this Account remembers: a Lot that was used up is known to its Purchase alone. */
function isKnown(lot: LotId, account: Account): boolean {
  if (find(account.pending, { lot }, byLot)) return true;
  return firstFrom(account.places, { lot, expiresAt: -Infinity }, byPlace)?.lot === lot;
}
