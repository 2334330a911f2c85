import { type Account, emptyAccount } from '../account.js';
import type { LineShare } from '../allocation.js';
import type { LedgerEvent } from '../events.js';
import type { Instant, Points, Slice, WalletPoints } from '../nouns.js';
import type { MoveIn } from '../move.js';
import type { TransferIn } from '../transfer.js';
import type { Step } from './commands.js';
import { type NaiveAccount, naiveAccount } from './naive/naive-account.js';
import { nextDue } from './naive/naive-settle.js';
import type { Random } from './random.js';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const wallets = ['points', 'miles'] as const;
const begin = 1_767_225_600_000;

/** One of the two Accounts, as the ledger has it and as the naive model does. */
export interface Side {
  readonly id: string;
  readonly members: readonly string[];
  account: Account;
  naive: NaiveAccount;
  /** Folded from the stored bytes alone. */
  replayed: Account;
  readonly events: LedgerEvent[];
  /** The same events, read back from their bytes. */
  readonly stored: LedgerEvent[];
  /** States of before, and what they said then. */
  readonly kept: { readonly account: Account; readonly portrait: string; readonly events: number }[];
}

export interface Bought {
  readonly on: 0 | 1;
  readonly member: string;
  readonly purchase: string;
  readonly quantity: number;
  returned: number;
  lots: readonly { readonly lot: string; readonly wallet: string; readonly share: LineShare }[];
}

export interface Spent {
  readonly on: 0 | 1;
  readonly member: string;
  readonly redemption: string;
  readonly burnedAt: Instant;
  readonly slices: readonly Slice[];
  back: Points;
}

export interface Held {
  readonly on: 0 | 1;
  readonly hold: string;
  readonly lapsesAt: Instant;
  readonly points: readonly WalletPoints[];
}

/** What a history remembers of itself, to go on from. */
export interface World {
  readonly random: Random;
  now: Instant;
  readonly sides: readonly [Side, Side];
  readonly bought: Bought[];
  /** How many units each Return gives back. */
  readonly returns: Map<string, number>;
  readonly spent: Spent[];
  readonly held: Held[];
  readonly awaiting: { readonly on: 0 | 1; readonly lot: string }[];
  readonly moving: { readonly on: 0 | 1; readonly command: MoveIn }[];
  readonly arriving: { readonly on: 0 | 1; readonly command: TransferIn }[];
  /** Accepted commands that the ledger itself recognises when they come again. */
  readonly delivered: Step[];
  ids: number;
}

export function newWorld(random: Random): World {
  return {
    random,
    now: begin,
    sides: [side('acc_1', ['mem_ann', 'mem_bob']), side('acc_2', ['mem_cat'])],
    bought: [],
    returns: new Map(),
    spent: [],
    held: [],
    awaiting: [],
    moving: [],
    arriving: [],
    delivered: [],
    ids: 0,
  };
}

function side(id: string, members: readonly string[]): Side {
  return {
    id,
    members,
    account: emptyAccount,
    naive: naiveAccount(),
    replayed: emptyAccount,
    events: [],
    stored: [],
    kept: [],
  };
}

export function newId(world: World, prefix: string): string {
  world.ids += 1;
  return `${prefix}_${world.ids}`;
}

/** Time passes: not at all, a little, to the very edge of what is due next, or over many due instants at once. */
export function moveClock(world: World): void {
  const { random } = world;
  const pace = random.weighted({ stays: 62, hours: 14, due: 15, days: 8, month: 1 });
  if (pace === 'hours') world.now += random.whole(1, 12) * hour;
  if (pace === 'days') world.now += random.whole(1, 8) * day;
  if (pace === 'month') world.now += 31 * day;
  if (pace === 'due') {
    const due = nextDue(world.sides[random.whole(0, 1) as 0 | 1].naive);
    if (due !== null) world.now = Math.max(world.now, due + random.whole(-1, 1));
  }
}

/** Business time: mostly now, sometimes days ago, sometimes of a till whose clock is ahead. */
export function businessTime({ random, now }: World): Instant {
  const when = random.weighted({ now: 70, late: 20, ahead: 10 });
  if (when === 'late') return now - random.whole(1, 20 * 24) * hour;
  return when === 'ahead' ? now + random.whole(1, 10) * minute : now;
}
