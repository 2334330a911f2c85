import { type Account, type AvailableLot, availableLot, byLot, byPlace, walletOf } from './account.js';
import { burnOrder } from './burn-order.js';
import { type Decision, accept, reject, write } from './decision.js';
import { due } from './due.js';
import type { ClawBack, Instant, LotId, LotPoints, MemberId, Points, Slice, WalletId, WalletPoints } from './nouns.js';
import { sliceOf } from './slice.js';
import { find, walk, walkFrom } from './tree.js';

export interface Reverse {
  readonly member: MemberId;
  readonly return?: string;
  readonly purchase?: string;
  readonly occurredAt: Instant;
  readonly now: Instant;
  readonly policy: ClawBack;
  /** Where a person took it back: who, and why. */
  readonly actor?: string;
  readonly reason?: string;
  /** What the returned units made, Lot by Lot. */
  readonly made: readonly MadePoints[];
}

export interface MadePoints extends LotPoints {
  readonly wallet: WalletId;
}

/** Takes back what returned units earned, as far as the Programme's claw-back policy lets it. */
export function reverse(command: Reverse, account: Account): Decision {
  const { member, policy, now } = command;
  const wrong = command.made.find((each) => each.points < 0n);
  if (wrong) return reject({ reason: 'points_not_positive', points: wrong.points });

  const entries = due(now, account);
  const taking = new Taking(entries.account, policy);
  const wallets = new Set(command.made.map((each) => each.wallet));
  for (const wallet of wallets)
    taking.takeBack(
      wallet,
      command.made.filter((each) => each.wallet === wallet),
    );
  const taken = taking.content();
  if (taken) {
    const { creditedAt, ...what } = taken;
    const cause = {
      ...(command.return === undefined ? {} : { return: command.return }),
      ...(command.purchase === undefined ? {} : { purchase: command.purchase }),
      ...(command.actor === undefined ? {} : { actor: command.actor }),
      ...(command.reason === undefined ? {} : { reason: command.reason }),
    };
    write(entries, {
      type: 'PointsReversed',
      ...cause,
      policy,
      member,
      occurredAt: Math.max(command.occurredAt, creditedAt),
      ...what,
    });
  }
  return accept(entries);
}

/** Where each point is looked for, in this order; it stops as soon as nothing is missing. */
class Taking {
  private readonly available = new Map<AvailableLot, Points>();
  private readonly pendingSlices: Slice[] = [];
  private readonly owed: WalletPoints[] = [];
  private readonly shortfall: WalletPoints[] = [];
  private readonly expiredBefore: LotPoints[] = [];
  private creditedAt = -Infinity;

  constructor(
    private readonly account: Account,
    private readonly policy: ClawBack,
  ) {}

  takeBack(name: WalletId, made: readonly LotPoints[]): void {
    // Each Lot first gives what its own units made, so that the units that are kept keep theirs.
    let missing = 0n;
    for (const each of mergedByLot(made)) missing += this.fromOwnLot(each);
    if (missing === 0n || this.policy === 'only_pending') return;

    for (const { lot } of made) missing = this.fromAvailable(this.partsOf(lot), missing);
    missing = this.fromAll(name, missing);
    if (missing === 0n) return;
    (this.policy === 'unlimited' ? this.owed : this.shortfall).push({ wallet: name, points: missing });
  }

  content() {
    const { pendingSlices, owed, shortfall, expiredBefore, creditedAt } = this;
    const slices = [...this.available].map(([lot, points]) => sliceOf(lot, points)).sort(burnOrder);
    const nothing = [slices, pendingSlices, owed, shortfall, expiredBefore].every((list) => list.length === 0);
    return nothing ? undefined : { slices, pendingSlices, owed, shortfall, expiredBefore, creditedAt };
  }

  /** Expired unspent, pending, available; returns what is missing. */
  private fromOwnLot({ lot, points }: LotPoints): Points {
    let missing = points - this.fromExpired(lot, points);
    missing -= this.fromPending(lot, missing);
    return this.policy === 'only_pending' ? missing : this.fromAvailable(this.partsOf(lot), missing);
  }

  private fromExpired(lot: LotId, points: Points): Points {
    const count = smaller(find(this.account.expired, { lot }, byLot)?.points ?? 0n, points);
    if (count > 0n) this.expiredBefore.push({ lot, points: count });
    return count;
  }

  private fromPending(lot: LotId, points: Points): Points {
    const pending = find(this.account.pending, { lot }, byLot);
    const take = smaller(pending?.points ?? 0n, points);
    if (!pending || take === 0n) return 0n;
    this.pendingSlices.push(sliceOf(pending, take));
    this.creditedAt = Math.max(this.creditedAt, pending.creditedAt);
    return take;
  }

  private fromAvailable(lots: readonly AvailableLot[], points: Points): Points {
    let missing = points;
    for (const lot of lots) missing -= this.take(lot, missing);
    return missing;
  }

  private fromAll(name: WalletId, points: Points): Points {
    let missing = points;
    walk(walletOf(this.account, name)?.lots, (lot) => {
      missing -= this.take(lot, missing);
      return missing > 0n;
    });
    return missing;
  }

  private take(lot: AvailableLot, points: Points): Points {
    const before = this.available.get(lot) ?? 0n;
    const take = smaller(lot.points - before, points);
    if (take === 0n) return 0n;
    this.available.set(lot, before + take);
    this.creditedAt = Math.max(this.creditedAt, lot.creditedAt);
    return take;
  }

  /** A Lot stands at several places where a part of it was refunded by grace. */
  private partsOf(lot: LotId): AvailableLot[] {
    const parts: AvailableLot[] = [];
    walkFrom(this.account.places, { lot, expiresAt: -Infinity }, byPlace, (place) => {
      if (place.lot !== lot) return false;
      const part = availableLot(walletOf(this.account, place.wallet), place);
      if (part) parts.push(part);
      return true;
    });
    return parts;
  }
}

function mergedByLot(made: readonly LotPoints[]): LotPoints[] {
  const sums = new Map<LotId, Points>();
  for (const { lot, points } of made) sums.set(lot, (sums.get(lot) ?? 0n) + points);
  return [...sums].map(([lot, points]) => ({ lot, points }));
}

function smaller(one: Points, other: Points): Points {
  return one < other ? one : other;
}
