import { type Account, type AvailableLot, type Wallet, available, walletOf } from './account.js';
import { type Decision, accept, reject, write } from './decision.js';
import { due } from './due.js';
import type { Instant, MemberId, Slice, WalletPoints } from './nouns.js';
import { type InsufficientPoints, type Rejection, holdsListedMax } from './rejections.js';
import { sliceOf, totals } from './slice.js';
import { walk } from './tree.js';

export interface Burn {
  readonly member: MemberId;
  readonly redemption?: string;
  /** At which it is spent. */
  readonly partner?: string;
  readonly occurredAt: Instant;
  readonly now: Instant;
  readonly points: readonly WalletPoints[];
}

/** Spends points that are available, the soonest to expire first. */
export function burn(command: Burn, account: Account): Decision {
  const { member, redemption, partner, occurredAt, now } = command;
  const entries = due(now, account);
  const found = choose(command.points, entries.account);
  if ('reason' in found) return reject(found);

  write(entries, {
    type: 'PointsBurned',
    ...(redemption === undefined ? {} : { redemption }),
    ...(partner === undefined ? {} : { partner }),
    member,
    occurredAt: Math.max(occurredAt, found.creditedAt),
    slices: found.slices,
    released: [],
    repaid: [],
  });
  return accept(entries);
}

export interface Chosen {
  readonly slices: Slice[];
  /** The latest date at which points came to one of the Lots: a debit is never earlier. */
  readonly creditedAt: Instant;
}

/** Finds the points in burn order, or says what is missing. */
export function choose(wanted: readonly WalletPoints[], account: Account): Chosen | Rejection {
  if (wanted.length === 0) return { reason: 'no_points_named' };
  const slices: Slice[] = [];
  let creditedAt = -Infinity;
  for (const { wallet: name, points } of totals(wanted)) {
    if (points <= 0n) return { reason: 'points_not_positive', points };
    const wallet = walletOf(account, name);
    if (!wallet || wallet.inLots < points) return insufficient(account, { wallet: name, points });
    for (const lot of soonestFirst(wallet, points)) {
      slices.push(lot.slice);
      creditedAt = Math.max(creditedAt, lot.creditedAt);
    }
  }
  return { slices, creditedAt };
}

/** Slices of the Wallet's Lots in burn order, up to so many points or all there are. */
export function soonestFirst(wallet: Wallet, points: bigint): { slice: Slice; creditedAt: Instant }[] {
  const chosen: { slice: Slice; creditedAt: Instant }[] = [];
  let missing = points;
  walk<AvailableLot>(wallet.lots, (lot) => {
    const take = lot.points < missing ? lot.points : missing;
    chosen.push({ slice: sliceOf(lot, take), creditedAt: lot.creditedAt });
    missing -= take;
    return missing > 0n;
  });
  return chosen;
}

export function insufficient(account: Account, { wallet: name, points }: WalletPoints): InsufficientPoints {
  const wallet = walletOf(account, name);
  const held: InsufficientPoints['held'][number][] = [];
  walk(account.lapsing, ({ hold, lapsesAt, points: parts }) => {
    const part = parts.find((each) => each.wallet === name);
    if (part) held.push({ hold, points: part.points, lapsesAt });
    return held.length < holdsListedMax;
  });
  return {
    reason: 'insufficient_points',
    wallet: name,
    available: wallet ? available(wallet) : 0n,
    needed: points,
    held,
  };
}
