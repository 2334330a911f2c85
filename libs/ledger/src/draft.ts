import {
  type Account,
  type AvailableLot,
  type Hold,
  type OpenHold,
  type PendingLot,
  type Place,
  type Wallet,
  availableLot,
  byHold,
  byLapse,
  byLot,
  byMaturity,
  byPlace,
  emptyWallet,
} from './account.js';
import { burnOrder } from './burn-order.js';
import { BrokenStream } from './broken-stream.js';
import type { ExpiredLot, Instant, Lot, LotId, Points, Slice, WalletId } from './nouns.js';
import { sliceOf } from './slice.js';
import { drop, find, put } from './tree.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The next state while one event is being applied. It shares everything with the Account it came from and copies a
 * Wallet when it is first touched, so that Account stays valid.
 */
export class Draft {
  readonly version: number;
  places: Account['places'];
  pending: Account['pending'];
  maturing: Account['maturing'];
  holds: Account['holds'];
  lapsing: Account['lapsing'];
  expired: Account['expired'];
  leads: Account['leads'];
  gathered: Account['gathered'];
  private readonly wallets: Wallet[];

  constructor(private readonly before: Account) {
    this.version = before.version + 1;
    this.wallets = before.wallets.slice();
    this.places = before.places;
    this.pending = before.pending;
    this.maturing = before.maturing;
    this.holds = before.holds;
    this.lapsing = before.lapsing;
    this.expired = before.expired;
    this.leads = before.leads;
    this.gathered = before.gathered;
  }

  /** This draft's own copy; made empty where the Account has no such Wallet yet. */
  wallet(name: WalletId): Writable<Wallet> {
    let at = 0;
    while (at < this.wallets.length && this.wallets[at]?.wallet !== name) at += 1;
    const there = this.wallets[at];
    if (there && there !== this.before.wallets[at]) return there;
    const copy = there ? copyOf(there) : emptyWallet(name);
    this.wallets[at] = copy;
    return copy;
  }

  /** Without the way back to the old state, which would keep every state alive that ever was. */
  finished(): Account {
    const { version, wallets, places, pending, maturing, holds, lapsing, expired, leads, gathered } = this;
    return { version, wallets, places, pending, maturing, holds, lapsing, expired, leads, gathered };
  }
}

function copyOf({ wallet, lots, inLots, owed, held, pending, shortfall, claims }: Wallet): Wallet {
  return { wallet, lots, inLots, owed, held, pending, shortfall, claims };
}

/** Points become available; they join what is left of their Lot, if it has the same expiry. */
export function addAvailable(draft: Draft, slice: Slice, creditedAt: Instant): void {
  const wallet = draft.wallet(slice.wallet);
  const there = availableLot(wallet, slice);
  const lot = there
    ? availableOf(there, there.points + slice.points, Math.max(there.creditedAt, creditedAt))
    : availableOf(slice, slice.points, creditedAt);
  if (!there) draft.places = put<Place, Place>(draft.places, lot, byPlace);
  wallet.lots = put(wallet.lots, lot, burnOrder);
  wallet.inLots += slice.points;
}

export function takeAvailable(draft: Draft, slice: Slice): void {
  const wallet = draft.wallet(slice.wallet);
  const there = availableLot(wallet, slice);
  if (!there || there.points < slice.points)
    throw new BrokenStream('takes points that are not available', slice, there?.points);
  const points = there.points - slice.points;
  wallet.inLots -= slice.points;
  if (points > 0n) {
    wallet.lots = put(wallet.lots, availableOf(there, points, there.creditedAt), burnOrder);
  } else {
    wallet.lots = drop(wallet.lots, slice, burnOrder);
    draft.places = drop(draft.places, slice, byPlace);
  }
}

/** Field by field: a copy by spread takes a third more memory, and there is one of these for every Lot. */
function availableOf(slice: Slice, points: Points, creditedAt: Instant): AvailableLot {
  const { lot, wallet, earnedAt, expiresAt, member, partner, origin } = slice;
  if (partner === undefined && origin === undefined) {
    return { lot, wallet, points, earnedAt, expiresAt, member, creditedAt };
  }
  return { ...sliceOf(slice, points), creditedAt };
}

export function addPending(draft: Draft, lot: Lot, creditedAt: Instant): void {
  if (find(draft.pending, lot, byLot)) throw new BrokenStream('issues a lot that is pending already', lot);
  const { availableAt } = lot;
  draft.pending = put(draft.pending, { ...lot, creditedAt }, byLot);
  if (availableAt !== null)
    draft.maturing = put(draft.maturing, { availableAt, lot: lot.lot, member: lot.member }, byMaturity);
  draft.wallet(lot.wallet).pending += lot.points;
}

export function takePending(draft: Draft, lot: LotId, points: Points): void {
  const there = find(draft.pending, { lot }, byLot);
  if (!there || there.points < points)
    throw new BrokenStream('takes points that are not pending', { lot, points }, there?.points);
  const left = there.points - points;
  if (left > 0n) draft.pending = put(draft.pending, { ...there, points: left }, byLot);
  else forgetPending(draft, there);
  draft.wallet(there.wallet).pending -= points;
}

function forgetPending(draft: Draft, lot: PendingLot): void {
  draft.pending = drop(draft.pending, lot, byLot);
  const { availableAt } = lot;
  if (availableAt !== null) draft.maturing = drop(draft.maturing, { availableAt, lot: lot.lot }, byMaturity);
}

export function openHold(draft: Draft, hold: OpenHold): void {
  if (find(draft.holds, hold, byHold)) throw new BrokenStream('makes a hold that exists', hold);
  draft.holds = put<{ hold: string }, Hold>(draft.holds, hold, byHold);
  draft.lapsing = put(draft.lapsing, hold, byLapse);
}

export function closeHold(
  draft: Draft,
  id: string,
  closing:
    | Pick<Hold & { status: 'captured' }, 'status' | 'closedAt' | 'captured'>
    | { status: 'voided' | 'lapsed'; closedAt: Instant },
): void {
  const hold = find(draft.holds, { hold: id }, byHold);
  if (hold?.status !== 'open') throw new BrokenStream('closes a hold that is not open', { hold: id });
  const { slices: _slices, heldAt: _heldAt, ...terms } = hold;
  draft.holds = put<{ hold: string }, Hold>(draft.holds, { ...terms, captured: [], ...closing }, byHold);
  draft.lapsing = drop(draft.lapsing, hold, byLapse);
}

/** An open hold goes to another Account: nothing of it stays here. */
export function dropHold(draft: Draft, id: string): void {
  const hold = find(draft.holds, { hold: id }, byHold);
  if (hold?.status !== 'open') throw new BrokenStream('moves a hold that is not open', { hold: id });
  draft.holds = drop<{ hold: string }, Hold>(draft.holds, hold, byHold);
  draft.lapsing = drop(draft.lapsing, hold, byLapse);
}

/** What of a Lot expired unspent; a Return counts it off. */
export function countExpired(draft: Draft, { lot, points, member }: ExpiredLot): void {
  const there = find(draft.expired, { lot }, byLot);
  const sum = (there?.points ?? 0n) + points;
  if (sum < 0n) throw new BrokenStream('counts points that never expired', { lot, points });
  if (sum === 0n) {
    draft.expired = drop(draft.expired, { lot }, byLot);
    return;
  }
  const whose = there?.member ?? member;
  draft.expired = put(
    draft.expired,
    whose === undefined ? { lot, points: sum } : { lot, points: sum, member: whose },
    byLot,
  );
}
