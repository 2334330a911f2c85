import type { Account } from './account.js';
import { type Chosen, choose } from './burn.js';
import { type Decision, accept, reject, write } from './decision.js';
import { due, settle } from './due.js';
import type { AccountId, Instant, LotId, LotTerms, MemberId, Slice, WalletPoints } from './nouns.js';
import type { Rejection } from './rejections.js';
import { repaidBy } from './repay.js';
import { sliceOf } from './slice.js';
import { entries as entriesOf } from './tree.js';

/** Who asked for it, and why. */
export interface Asked {
  readonly actor?: string;
  readonly reason?: string;
}

export interface TransferOut extends Asked {
  readonly transfer: string;
  readonly member: MemberId;
  readonly account: AccountId;
  readonly to: AccountId;
  readonly occurredAt: Instant;
  readonly now: Instant;
  readonly points: readonly WalletPoints[];
  /** Only of these Lots, as far as they are still there: what is taken back of an earlier transfer. */
  readonly only?: readonly LotId[];
}

/** Moves points out of the Account, the soonest to expire first; its slices are what the other Account takes in. */
export function transferOut(command: TransferOut, account: Account): Decision {
  const { transfer, member, to, now } = command;
  if (command.account === to) return reject({ reason: 'transfer_to_itself', transfer });
  const entries = due(now, account);
  const found = command.only ? leftOf(command.only, entries.account) : choose(command.points, entries.account);
  if ('reason' in found) return reject(found);

  const occurredAt = Math.max(command.occurredAt, found.creditedAt);
  const { slices } = found;
  write(entries, { type: 'PointsTransferredOut', transfer, ...askedBy(command), to, member, occurredAt, slices });
  return accept(entries);
}

/** From which Account to which. */
export interface Journey {
  readonly account: AccountId;
  readonly from: AccountId;
}

export interface TransferIn extends Asked {
  readonly transfer: string;
  readonly member: MemberId;
  readonly account: AccountId;
  readonly from: AccountId;
  /** Of the event that moved them out. */
  readonly occurredAt: Instant;
  readonly now: Instant;
  /** Of the event that moved them out. */
  readonly slices: readonly Slice[];
}

/** Takes in what another Account sent. Lots keep their id, their terms and where they were made. */
export function transferIn(command: TransferIn, account: Account): Decision {
  const { transfer, member, from, occurredAt, now } = command;
  if (command.account === from) return reject({ reason: 'transfer_to_itself', transfer });
  if (command.slices.length === 0) return reject({ reason: 'no_points_named' });
  const wrong = command.slices.find((slice) => slice.points <= 0n);
  if (wrong) return reject({ reason: 'points_not_positive', points: wrong.points });

  const entries = due(now, account);
  const slices = command.slices.map((slice) => arrived(slice, command));
  const repaid = repaidBy(slices, entries.account);
  const asked = askedBy(command);
  write(entries, { type: 'PointsTransferredIn', transfer, ...asked, from, member, occurredAt, slices, repaid });
  settle(entries, now);
  return accept(entries);
}

export function askedBy({ actor, reason }: Asked): Asked {
  return { ...(actor === undefined ? {} : { actor }), ...(reason === undefined ? {} : { reason }) };
}

/** What is available of some Lots, in burn order. */
function leftOf(lots: readonly LotId[], account: Account): Chosen | Rejection {
  const found = account.wallets.flatMap((wallet) => entriesOf(wallet.lots).filter(({ lot }) => lots.includes(lot)));
  if (found.length === 0) return { reason: 'lot_not_found', lot: lots[0] ?? '' };
  return {
    slices: found.map((lot) => sliceOf(lot, lot.points)),
    creditedAt: Math.max(...found.map(({ creditedAt }) => creditedAt)),
  };
}

/** A slice as the Account that takes it in has it: it says where its Lot was made, unless that is here. */
export function arrived(slice: Slice, journey: Journey): Slice {
  return sliceOf(comingFrom(slice, journey), slice.points);
}

/** A Lot that comes home is its own again, so that what a merge moved can be moved back without a trace in its terms. */
function comingFrom(slice: LotTerms, { account, from }: Journey): LotTerms {
  const { origin = { account: from, lot: slice.lot, member: slice.member }, ...terms } = slice;
  return origin.account === account && origin.lot === slice.lot ? terms : { ...terms, origin };
}
