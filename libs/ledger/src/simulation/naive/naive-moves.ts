import {
  type NaiveAccount,
  type NaiveHold,
  type NaiveMovement,
  type NaivePart,
  type NaiveSum,
  burnOrdered,
  smaller,
  sumOf,
} from './naive-account.js';

export function record(account: NaiveAccount, movement: NaiveMovement): void {
  if (movement.points !== 0n) account.movements.push(movement);
}

/** Points become available: they join their Lot if it is there with the same end, and repay what is owed. */
export function credit(account: NaiveAccount, parts: readonly NaivePart[], at: number): void {
  for (const part of parts) {
    const there = account.lots.find(({ lot, expiresAt }) => lot === part.lot && expiresAt === part.expiresAt);
    if (there) {
      there.points += part.points;
      there.creditedAt = Math.max(there.creditedAt, at);
    } else {
      account.lots.push({ ...part, creditedAt: at });
    }
    record(account, { at, wallet: part.wallet, book: 'available', points: part.points });
  }
  for (const owed of account.owed) {
    owed.points -= total(take(account, owed.points, (lot) => lot.wallet === owed.wallet));
  }
}

/** Takes from some of the Lots in burn order, as far as they go; who takes them writes down when. */
export function take(account: NaiveAccount, points: bigint, isEligible: (lot: NaivePart) => boolean): NaivePart[] {
  const taken: NaivePart[] = [];
  let missing = points;
  for (const lot of burnOrdered(account.lots.filter(isEligible))) {
    const some = smaller(lot.points, missing);
    if (some === 0n) continue;
    taken.push({ ...lot, points: some });
    lot.points -= some;
    missing -= some;
  }
  account.lots = account.lots.filter((lot) => lot.points > 0n);
  return taken;
}

export function total(parts: readonly { readonly points: bigint }[]): bigint {
  let sum = 0n;
  for (const part of parts) sum += part.points;
  return sum;
}

/** A debit is never earlier than the points that it takes. */
export function dateOf(occurredAt: number, taken: readonly NaivePart[]): number {
  return Math.max(occurredAt, ...taken.map((part) => part.creditedAt));
}

export function owe(account: NaiveAccount, { wallet, points }: NaiveSum): void {
  const owed = account.owed.find((each) => each.wallet === wallet);
  if (owed) owed.points += points;
  else account.owed.push({ wallet, points });
}

/** What was asked for, the same wallet several times perhaps. */
export function byWallet(sums: readonly NaiveSum[]): NaiveSum[] {
  const wallets = new Set(sums.map((each) => each.wallet));
  return [...wallets].map((wallet) => ({ wallet, points: sumOf(sums, wallet) }));
}

/** Parts of a hold that were not spent: they repay first, then Returns that found them held take theirs, oldest first. */
export function giveFree(account: NaiveAccount, { hold, parts, at }: Freed): void {
  for (const { wallet, points } of parts) record(account, { at, wallet, book: 'held', points: -points });
  const owed = byWallet(account.owed);
  credit(account, parts, at);

  const free = burnOrdered(parts).map((part) => ({ ...part }));
  for (const debt of owed) {
    for (const part of free) {
      if (part.wallet !== debt.wallet) continue;
      const repaid = smaller(part.points, debt.points);
      part.points -= repaid;
      debt.points -= repaid;
    }
  }
  for (const shortfall of account.shortfalls) {
    if (shortfall.order < hold.order) continue;
    for (const part of free) {
      if (part.wallet !== shortfall.wallet) continue;
      const some = smaller(part.points, shortfall.points);
      part.points -= some;
      shortfall.points -= some;
      take(account, some, (lot) => lot.lot === part.lot && lot.expiresAt === part.expiresAt);
      record(account, { at, wallet: part.wallet, book: 'available', points: -some });
      record(account, { at, wallet: part.wallet, book: 'shortfall', points: -some });
    }
  }
}

interface Freed {
  readonly hold: NaiveHold;
  readonly parts: readonly NaivePart[];
  readonly at: number;
}
