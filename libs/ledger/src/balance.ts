import { type Account, type Wallet, available as availableIn, balanceOf, walletOf } from './account.js';
import { bookDue } from './due.js';
import type { HoldId, Instant, Points, WalletBalance, WalletId } from './nouns.js';
import { walk } from './tree.js';

export interface PointsAt {
  readonly at: Instant;
  readonly points: Points;
}

export interface WalletStanding extends WalletBalance {
  /** What of the available points runs out when, the soonest first. */
  readonly expiring: readonly PointsAt[];
  /** What becomes available when; null: it waits for an action. */
  readonly pendingBy: readonly { readonly at: Instant | null; readonly points: Points }[];
  readonly holds: readonly { readonly hold: HoldId; readonly points: Points; readonly lapsesAt: Instant }[];
}

/** What the Account holds at `now`: what is due but not booked yet counts as booked. */
export function balanceAt(account: Account, now: Instant): WalletStanding[] {
  const booked = bookedAt(account, now);
  return booked.wallets.map((wallet) => ({
    ...balanceOf(wallet),
    expiring: expiringOf(wallet),
    pendingBy: pendingOf(booked, wallet.wallet),
    holds: holdsOf(booked, wallet.wallet),
  }));
}

/** What can be spent of a Wallet at `now`; negative where more was taken back than was there. */
export function availableAt(account: Account, wallet: WalletId, now: Instant): Points {
  const found = walletOf(bookedAt(account, now), wallet);
  return found ? availableIn(found) : 0n;
}

/** The Account as it will be once all that is due at `now` is booked. */
export function bookedAt(account: Account, now: Instant): Account {
  const decision = bookDue(now, account);
  // Booking moves points between books of the same Account, so it can never make them too many.
  return decision.accepted ? decision.account : account;
}

function expiringOf(wallet: Wallet): PointsAt[] {
  const dates: PointsAt[] = [];
  walk(wallet.lots, ({ expiresAt, points }) => {
    if (expiresAt === null) return false;
    const last = dates.at(-1);
    if (last?.at === expiresAt) dates[dates.length - 1] = { at: expiresAt, points: last.points + points };
    else dates.push({ at: expiresAt, points });
    return true;
  });
  return dates;
}

function pendingOf(account: Account, wallet: WalletId): { at: Instant | null; points: Points }[] {
  const sums = new Map<Instant | null, Points>();
  walk(account.pending, (lot) => {
    if (lot.wallet === wallet) sums.set(lot.availableAt, (sums.get(lot.availableAt) ?? 0n) + lot.points);
    return true;
  });
  const dates = [...sums].map(([at, points]) => ({ at, points }));
  return dates.sort((one, other) => ((one.at ?? Infinity) < (other.at ?? Infinity) ? -1 : 1));
}

function holdsOf(account: Account, wallet: WalletId): WalletStanding['holds'] {
  const holds: { hold: HoldId; points: Points; lapsesAt: Instant }[] = [];
  walk(account.lapsing, ({ hold, lapsesAt, points: parts }) => {
    for (const part of parts) if (part.wallet === wallet) holds.push({ hold, points: part.points, lapsesAt });
    return true;
  });
  return holds;
}
