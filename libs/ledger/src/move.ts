import { type Account, walletOf } from './account.js';
import { burnOrder, split } from './burn-order.js';
import { type Decision, accept, reject, write } from './decision.js';
import { due, settle } from './due.js';
import type { AccountMovedOut } from './events.js';
import { type Portion, allOf, lotsHeld, portionOf } from './move-portion.js';
import type { AccountId, Instant, Lot, MemberId, Slice, WalletPoints } from './nouns.js';
import { sliceOf } from './slice.js';
import { type Journey, arrived } from './transfer.js';
import { walk } from './tree.js';

export interface MoveOut {
  readonly move: string;
  readonly account: AccountId;
  readonly to: AccountId;
  /** At least one. */
  readonly members: readonly [MemberId, ...MemberId[]];
  /** Everything of the Account goes; else what these Members earned. */
  readonly whole: boolean;
  readonly occurredAt: Instant;
  readonly now: Instant;
}

/**
 * Takes points out of an Account for good: all there is, with open holds, debts and what a Return may still ask for, or
 * the Lots of Members who part from the others. Debts and Shortfalls stay with the others then, since no Lot is theirs.
 */
export function moveOut(command: MoveOut, account: Account): Decision {
  const { move, to, members, whole, now } = command;
  if (command.account === to) return reject({ reason: 'transfer_to_itself', transfer: move });
  const gone = leadAway(account);
  if (gone !== undefined) return reject({ reason: 'account_moved_away', to: gone });
  const entries = due(now, account);
  const held = whole ? [] : lotsHeld(entries.account, members);
  if (held.length > 0) return reject({ reason: 'lots_held', holds: held });

  const { creditedAt, ...portion }: Portion = whole ? allOf(entries.account) : portionOf(entries.account, members);
  const occurredAt = Math.max(command.occurredAt, creditedAt);
  const [member] = members;
  write(entries, { type: 'AccountMovedOut', move, to, member, members, whole, occurredAt, ...portion });
  return accept(entries);
}

/** Where all of an Account has gone. */
function leadAway({ leads }: Account): AccountId | undefined {
  return leads.find(({ member }) => member === null)?.to;
}

export interface MoveIn {
  readonly account: AccountId;
  readonly from: AccountId;
  readonly out: AccountMovedOut;
  readonly now: Instant;
}

/** Takes in what another Account gave away. Lots keep their id, their terms, whose they are and where they were made. */
export function moveIn(command: MoveIn, account: Account): Decision {
  const { from, out, now } = command;
  if (command.account === from) return reject({ reason: 'transfer_to_itself', transfer: out.move });
  const elsewhere = leadAway(account);
  // Who comes home from a merge finds the way that led away from here, and ends it.
  if (elsewhere !== undefined && out.whole) return reject({ reason: 'account_moved_away', to: elsewhere });

  const entries = due(now, account);
  const { move, member, members, whole, occurredAt } = out;
  for (const part of partsOf(out, command)) {
    const repaid = repaidBy(part, entries.account);
    write(entries, { type: 'AccountMovedIn', move, from, member, members, whole, occurredAt, ...part, repaid });
  }
  settle(entries, now);
  return accept(entries);
}

type Part = { -readonly [Name in keyof Portion as Exclude<Name, 'creditedAt'>]: Portion[Name] };

const NOTHING: Readonly<Part> = { slices: [], lots: [], holds: [], owed: [], shortfall: [], claims: [], expired: [] };

/**
 * Which holds may still pay which Shortfall follows from the order in which they came: what came after a Shortfall goes
 * into the next event. Nearly always there is one.
 */
function partsOf({ slices, lots, holds, owed, shortfall, claims, expired }: AccountMovedOut, journey: Journey): Part[] {
  const come = (slice: Slice) => arrived(slice, journey);
  const arrivedLot = ({ availableAt, awaits, ...slice }: Lot): Lot => ({
    ...come(slice),
    availableAt,
    ...(awaits === undefined ? {} : { awaits }),
  });
  const keeping = holds.map((hold) => ({ ...hold, slices: hold.slices.map(come) }));
  let part: Part = {
    slices: slices.map(come),
    lots: lots.map(arrivedLot),
    holds: [],
    owed,
    shortfall,
    claims: [],
    expired,
  };
  const parts = [part];
  const begin = () => parts.push((part = { ...NOTHING }));
  let placed = 0;
  const placeHolds = (until: number) => {
    if (until <= placed) return;
    if (part.claims.length > 0) begin();
    part.holds = keeping.slice(placed, until);
    placed = until;
  };
  for (const claim of claims) {
    placeHolds(claim.holdsBefore);
    if (part.claims.some(({ wallet }) => wallet === claim.wallet)) begin();
    part.claims = [...part.claims, claim];
  }
  placeHolds(keeping.length);
  return parts;
}

/** A debt that comes in is paid by what is there, a debt that is there by what comes in; the soonest to expire first. */
function repaidBy({ slices, owed }: Part, account: Account): readonly Slice[] {
  const debts: WalletPoints[] = [];
  for (const wallet of new Set([...slices, ...owed].map((each) => each.wallet))) {
    const incoming = owed.filter((each) => each.wallet === wallet).reduce((sum, { points }) => sum + points, 0n);
    const points = (walletOf(account, wallet)?.owed ?? 0n) + incoming;
    if (points > 0n) debts.push({ wallet, points });
  }
  const there: Slice[] = debts.flatMap(({ wallet }) => {
    const lots: Slice[] = [];
    walk(walletOf(account, wallet)?.lots, (lot) => {
      lots.push(sliceOf(lot, lot.points));
      return true;
    });
    return lots;
  });
  return debts.length === 0 ? [] : split([...there, ...slices].sort(burnOrder), debts).taken;
}
