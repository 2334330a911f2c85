/**
 * The ledger a second time, for the simulator to compare with: lists, plain loops, a sort for every operation, and
 * nothing taken over from the real one but the shape of its commands. Slow on purpose, so that it is easy to believe.
 */
export interface NaivePart {
  lot: string;
  wallet: string;
  points: bigint;
  earnedAt: number;
  expiresAt: number | null;
  member: string;
  partner?: string;
  origin?: { account: string; lot: string; member: string };
  /** When points last came to it. */
  creditedAt: number;
}

export interface NaivePending extends NaivePart {
  availableAt: number | null;
  action?: string;
}

export interface NaiveHold {
  hold: string;
  member: string;
  redemption?: string;
  lapsesAt: number;
  heldAt: number;
  /** Which of the Account's holds and Shortfalls came first. */
  order: number;
  parts: NaivePart[];
  asked: NaiveSum[];
  captured: NaiveSum[];
  status: 'open' | 'captured' | 'voided' | 'lapsed';
}

export interface NaiveSum {
  wallet: string;
  points: bigint;
}

export interface NaiveMovement {
  at: number;
  wallet: string;
  book: 'available' | 'held' | 'pending' | 'shortfall';
  points: bigint;
}

export interface NaiveAccount {
  lots: NaivePart[];
  pending: NaivePending[];
  holds: NaiveHold[];
  owed: NaiveSum[];
  shortfalls: (NaiveSum & { order: number })[];
  /** What of a Lot expired unspent and no Return has counted. */
  lost: { lot: string; points: bigint; member: string }[];
  /** Where what is asked about a member, or about all (null), is asked now. */
  leads: { member: string | null; to: string }[];
  /** Of the last command only. */
  movements: NaiveMovement[];
  order: number;
  /** More points stood in it, if only for a moment, than a JSON integer can say. */
  isBeyondMax: boolean;
}

export function naiveAccount(): NaiveAccount {
  return {
    lots: [],
    pending: [],
    holds: [],
    owed: [],
    shortfalls: [],
    lost: [],
    leads: [],
    movements: [],
    order: 0,
    isBeyondMax: false,
  };
}

/** For the next command: what it moves is written down afresh. */
export function copyOf(account: NaiveAccount): NaiveAccount {
  return {
    lots: account.lots.map((lot) => ({ ...lot })),
    pending: account.pending.map((lot) => ({ ...lot })),
    holds: account.holds.map((hold) => ({ ...hold })),
    owed: account.owed.map((sum) => ({ ...sum })),
    shortfalls: account.shortfalls.map((sum) => ({ ...sum })),
    lost: account.lost.map((lost) => ({ ...lost })),
    leads: account.leads.map((lead) => ({ ...lead })),
    movements: [],
    order: account.order,
    isBeyondMax: false,
  };
}

export function burnOrdered<Part extends NaivePart>(parts: readonly Part[]): Part[] {
  return [...parts].sort(
    (one, other) => compare(endOf(one), endOf(other)) || one.earnedAt - other.earnedAt || compare(one.lot, other.lot),
  );
}

function endOf(part: NaivePart): number {
  return part.expiresAt ?? Infinity;
}

export function compare<Value extends number | string>(one: Value, other: Value): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

export function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

export function sumOf(parts: readonly NaiveSum[], wallet: string): bigint {
  let sum = 0n;
  for (const part of parts) if (part.wallet === wallet) sum += part.points;
  return sum;
}

export function naiveBalance(account: NaiveAccount, wallet: string) {
  const open = account.holds.filter((hold) => hold.status === 'open');
  return {
    available: sumOf(account.lots, wallet) - sumOf(account.owed, wallet),
    held: sumOf(
      open.flatMap((hold) => hold.parts),
      wallet,
    ),
    pending: sumOf(account.pending, wallet),
    shortfall: sumOf(account.shortfalls, wallet),
  };
}

const pointsMax = 9_007_199_254_740_991n;

/** After every booking. */
export function measure(account: NaiveAccount): void {
  for (const wallet of new Set(account.movements.map((movement) => movement.wallet))) {
    const { available, held, pending, shortfall } = naiveBalance(account, wallet);
    const sizes = [-available, shortfall, available + held + pending, held + pending];
    if (sizes.some((size) => size > pointsMax)) account.isBeyondMax = true;
  }
}
