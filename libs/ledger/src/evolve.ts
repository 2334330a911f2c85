import { type Account, balanceOf, byClaim, emptyAccount, walletOf } from './account.js';
import { BrokenStream } from './broken-stream.js';
import {
  addAvailable,
  addPending,
  closeHold,
  countExpired,
  Draft,
  openHold,
  takeAvailable,
  takePending,
} from './draft.js';
import type {
  Facts,
  FactsOf,
  LedgerEvent,
  PointsBurned,
  PointsHeld,
  PointsReversed,
  PointsTransferredOut,
  ShortfallCollected,
} from './events.js';
import type { Instant, Lot, Slice, WalletPoints } from './nouns.js';
import { remembered } from './memory.js';
import { applyMovedIn, applyMovedOut } from './evolve-move.js';
import { sliceOf, totals } from './slice.js';
import { drop, find, put } from './tree.js';

/** The next state; the given one stays valid. Throws on an event that this Account cannot have had. */
export function evolve(account: Account, event: LedgerEvent): Account {
  const known = remembered(account, event);
  if (known) return known;
  const next = apply(account, event);
  for (const told of event.balances) {
    const wallet = walletOf(next, told.wallet);
    const found = wallet && balanceOf(wallet);
    if (
      found?.available !== told.available ||
      found.held !== told.held ||
      found.pending !== told.pending ||
      found.shortfall !== told.shortfall
    ) {
      throw new BrokenStream('tells another balance than it leaves', told, found?.available);
    }
  }
  return next;
}

export function fold(events: Iterable<LedgerEvent>, from: Account = emptyAccount): Account {
  let account = from;
  for (const event of events) account = evolve(account, event);
  return account;
}

/** Applies what an event did; its summary follows from that. */
export function apply(account: Account, facts: Facts): Account {
  const draft = new Draft(account);
  move(draft, facts);
  return draft.finished();
}

function move(draft: Draft, facts: Facts): void {
  switch (facts.type) {
    case 'PointsEarned':
      for (const lot of facts.lots) issue(draft, lot, facts.occurredAt);
      return repay(draft, facts.repaid);
    case 'PointsMatured':
      for (const slice of facts.slices) mature(draft, slice, facts.occurredAt);
      return repay(draft, facts.repaid);
    case 'LotReleased':
      for (const slice of facts.slices) {
        takePending(draft, slice.lot, slice.points);
        issue(draft, { ...slice, availableAt: facts.availableAt }, facts.occurredAt);
      }
      return repay(draft, facts.repaid);
    case 'PointsHeld':
      return hold(draft, facts);
    case 'HoldReleased':
      closeHold(draft, facts.hold, {
        status: facts.cause === 'lapsed' ? 'lapsed' : 'voided',
        closedAt: facts.occurredAt,
      });
      for (const slice of facts.slices) unhold(draft, slice, facts.occurredAt);
      return repay(draft, facts.repaid);
    case 'PointsBurned':
      return burn(draft, facts);
    case 'PointsRefunded':
    case 'PointsTransferredIn':
      for (const slice of facts.slices) addAvailable(draft, slice, facts.occurredAt);
      return repay(draft, facts.repaid);
    case 'PointsExpired':
      for (const slice of facts.slices) {
        takeAvailable(draft, slice);
        countExpired(draft, { lot: slice.lot, points: slice.points, member: slice.member });
      }
      return;
    case 'PointsReversed':
      return reverse(draft, facts);
    case 'ShortfallCollected':
      return collect(draft, facts);
    case 'PointsAdjusted':
      for (const lot of facts.lots) issue(draft, lot, facts.occurredAt);
      for (const slice of facts.slices) takeAvailable(draft, slice);
      owe(draft, facts.owed);
      return repay(draft, facts.repaid);
    case 'PointsTransferredOut':
      return transferOut(draft, facts);
    case 'AccountMovedOut':
      return applyMovedOut(draft, facts);
    case 'AccountMovedIn':
      applyMovedIn(draft, facts);
      return repay(draft, facts.repaid);
    default:
      throw new BrokenStream('has an event of no known type', facts satisfies never);
  }
}

/** A Lot is pending until its time; at the instant itself it is available. */
export function isPending(lot: Lot, occurredAt: Instant): boolean {
  return lot.availableAt === null || lot.availableAt > occurredAt;
}

function issue(draft: Draft, lot: Lot, occurredAt: Instant): void {
  if (isPending(lot, occurredAt)) addPending(draft, lot, occurredAt);
  else addAvailable(draft, sliceOf(lot, lot.points), occurredAt);
}

function mature(draft: Draft, slice: Slice, occurredAt: Instant): void {
  takePending(draft, slice.lot, slice.points);
  addAvailable(draft, slice, occurredAt);
}

function repay(draft: Draft, repaid: readonly Slice[]): void {
  for (const slice of repaid) {
    takeAvailable(draft, slice);
    draft.wallet(slice.wallet).owed -= slice.points;
  }
}

function owe(draft: Draft, owed: readonly WalletPoints[]): void {
  for (const each of owed) draft.wallet(each.wallet).owed += each.points;
}

function hold(draft: Draft, facts: FactsOf<PointsHeld>): void {
  for (const slice of facts.slices) {
    takeAvailable(draft, slice);
    // Where nothing is held, no Shortfall can be paid by a hold any more.
    const wallet = draft.wallet(slice.wallet);
    if (wallet.held === 0n) wallet.claims = undefined;
    wallet.held += slice.points;
  }
  openHold(draft, {
    status: 'open',
    hold: facts.hold,
    ...(facts.redemption === undefined ? {} : { redemption: facts.redemption }),
    member: facts.member,
    lapsesAt: facts.lapsesAt,
    heldAt: facts.occurredAt,
    version: draft.version,
    points: totals(facts.slices),
    slices: facts.slices,
  });
}

function takeHeld(draft: Draft, slice: Slice): void {
  draft.wallet(slice.wallet).held -= slice.points;
}

function unhold(draft: Draft, slice: Slice, occurredAt: Instant): void {
  takeHeld(draft, slice);
  addAvailable(draft, slice, occurredAt);
}

function burn(draft: Draft, facts: FactsOf<PointsBurned>): void {
  if (facts.hold === undefined) {
    for (const slice of facts.slices) takeAvailable(draft, slice);
    return;
  }
  closeHold(draft, facts.hold, { status: 'captured', closedAt: facts.occurredAt, captured: totals(facts.slices) });
  for (const slice of facts.slices) takeHeld(draft, slice);
  for (const slice of facts.released) unhold(draft, slice, facts.occurredAt);
  repay(draft, facts.repaid);
}

function transferOut(draft: Draft, { hold, occurredAt, slices }: FactsOf<PointsTransferredOut>): void {
  if (hold === undefined) {
    for (const slice of slices) takeAvailable(draft, slice);
    return;
  }
  closeHold(draft, hold, { status: 'captured', closedAt: occurredAt, captured: totals(slices) });
  for (const slice of slices) takeHeld(draft, slice);
}

function reverse(draft: Draft, facts: FactsOf<PointsReversed>): void {
  for (const counted of facts.expiredBefore) countExpired(draft, { lot: counted.lot, points: -counted.points });
  for (const slice of facts.pendingSlices) takePending(draft, slice.lot, slice.points);
  for (const slice of facts.slices) takeAvailable(draft, slice);
  owe(draft, facts.owed);
  for (const short of facts.shortfall) leaveShortfall(draft, short, facts.return);
}

/** Points held now may still pay the Shortfall, if they are released; points held later never will. */
function leaveShortfall(draft: Draft, short: WalletPoints, from: string | undefined): void {
  const wallet = draft.wallet(short.wallet);
  wallet.shortfall += short.points;
  const claim = { version: draft.version, ...(from === undefined ? {} : { return: from }), points: short.points };
  wallet.claims = wallet.held === 0n ? undefined : put(wallet.claims, claim, byClaim);
}

function collect(draft: Draft, facts: FactsOf<ShortfallCollected>): void {
  for (const slice of facts.slices) {
    takeAvailable(draft, slice);
    const wallet = draft.wallet(slice.wallet);
    const claim = find(wallet.claims, { version: facts.claimVersion }, byClaim);
    if (!claim || claim.points < slice.points) {
      throw new BrokenStream('collects more than a return left', slice, claim?.points);
    }
    const points = claim.points - slice.points;
    wallet.claims =
      points === 0n ? drop(wallet.claims, claim, byClaim) : put(wallet.claims, { ...claim, points }, byClaim);
    wallet.shortfall -= slice.points;
  }
}
