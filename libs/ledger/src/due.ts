import { type Account, type OpenHold, nextDueAt } from './account.js';
import { type Decision, type Journal, accept, journal, write } from './decision.js';
import type { Instant, MemberId, Slice } from './nouns.js';
import { byLot } from './account.js';
import { releaseHold } from './release-hold.js';
import { repaidBy } from './repay.js';
import { sliceOf } from './slice.js';
import { find, first, walk } from './tree.js';

/** More Lots than this falling due at once are booked by several events. */
export const slicesMax = 1000;

/** Books what has fallen due at `now`: what the job asks of a quiet Account. */
export function bookDue(now: Instant, account: Account): Decision {
  return accept(due(now, account));
}

/** Begins a decision: what has fallen due is booked first, in the order in which it fell due, dated when it did. */
export function due(now: Instant, account: Account): Journal {
  const entries = journal(account);
  settle(entries, now);
  return entries;
}

/** Ends a decision that brought points: what came with an old date may have matured and expired since. */
export function settle(entries: Journal, now: Instant): void {
  for (let at = nextDueAt(entries.account); at !== null && at <= now; at = nextDueAt(entries.account)) {
    const { account } = entries;
    if (first(account.maturing)?.availableAt === at) mature(entries, at);
    else if (first(account.lapsing)?.lapsesAt === at) lapse(entries, first(account.lapsing) as OpenHold, at);
    else expire(entries, at);
  }
}

function mature(entries: Journal, at: Instant): void {
  const { account } = entries;
  const batch = new Batch(at);
  walk(account.maturing, (next) => {
    const lot = find(account.pending, next, byLot);
    return next.availableAt === at && lot !== undefined && batch.add(sliceOf(lot, lot.points), lot.creditedAt);
  });
  const { member, occurredAt, slices } = batch.content();
  write(entries, { type: 'PointsMatured', member, occurredAt, slices, repaid: repaidBy(slices, account) });
}

function lapse(entries: Journal, hold: OpenHold, at: Instant): void {
  releaseHold(entries, hold, { cause: 'lapsed', occurredAt: Math.max(at, hold.heldAt) });
}

function expire(entries: Journal, at: Instant): void {
  const batch = new Batch(at);
  for (const wallet of entries.account.wallets) {
    walk(wallet.lots, (lot) => lot.expiresAt === at && batch.add(sliceOf(lot, lot.points), lot.creditedAt));
  }
  const { member, occurredAt, slices } = batch.content();
  write(entries, { type: 'PointsExpired', member, occurredAt, slices });
}

/** Lots that one event can book together: due at one instant, one Member's, and not too many. */
class Batch {
  private readonly slices: Slice[] = [];
  private member: MemberId | undefined;
  private occurredAt = -Infinity;

  constructor(private readonly dueAt: Instant) {}

  /** Says no when the Lot belongs to the next event. */
  add(slice: Slice, creditedAt: Instant): boolean {
    const occurredAt = Math.max(this.dueAt, creditedAt);
    this.member ??= slice.member;
    if (this.slices.length === 0) this.occurredAt = occurredAt;
    const fits = slice.member === this.member && occurredAt === this.occurredAt && this.slices.length < slicesMax;
    if (fits) this.slices.push(slice);
    return fits;
  }

  content(): { member: MemberId; occurredAt: Instant; slices: readonly Slice[] } {
    if (this.member === undefined) throw new Error(`nothing is due at ${this.dueAt}`);
    return { member: this.member, occurredAt: this.occurredAt, slices: this.slices };
  }
}
