import { burnOrder } from './burn-order.js';
import type {
  AccountId,
  Change,
  ExpiredLot,
  HoldId,
  Instant,
  Lead,
  Lot,
  LotId,
  MemberId,
  Points,
  Slice,
  WalletBalance,
  WalletId,
  WalletPoints,
} from './nouns.js';
import { find, first, type Tree } from './tree.js';

/**
 * What is true of an Account. A state is never changed: `evolve` makes the next one, and the old one stays valid.
 *
 * A Lot is here only while some of it is pending, available or held; used up, it leaves nothing behind but what of it
 * expired unspent, which a later Return counts as taken back.
 */
export interface Account {
  /** Number of events folded. */
  readonly version: number;
  readonly wallets: readonly Wallet[];
  /** Available Lots by id: leads to their place in burn order. A Lot that was refunded by grace stands twice. */
  readonly places: Tree<Place>;
  /** Pending Lots by id. */
  readonly pending: Tree<PendingLot>;
  /** Pending Lots that do not wait for an action, by when they mature. */
  readonly maturing: Tree<Maturity>;
  /** Holds by id; those that are over stay, so that a repeated capture is recognised. */
  readonly holds: Tree<Hold>;
  /** Open holds by when they lapse. */
  readonly lapsing: Tree<OpenHold>;
  /** What of a Lot expired unspent and was not counted by a Return yet. */
  readonly expired: Tree<ExpiredLot>;
  /** Where points went that were moved away; a Member's own lead comes before that of all. */
  readonly leads: readonly Lead[];
  /** From where points ever came by a move: purchases of here may be found there. */
  readonly gathered: readonly AccountId[];
}

export interface Wallet {
  readonly wallet: WalletId;
  /** Available Lots in burn order. Empty while something is owed: every credit repays first. */
  readonly lots: Tree<AvailableLot>;
  /** The sum of `lots`. */
  readonly inLots: Points;
  readonly owed: Points;
  readonly held: Points;
  readonly pending: Points;
  readonly shortfall: Points;
  /** Shortfalls that points held at the time can still pay, oldest first. */
  readonly claims: Tree<ShortfallClaim>;
}

export interface AvailableLot extends Slice {
  /** The last time points came to it: nothing is taken out with an earlier date. */
  readonly creditedAt: Instant;
}

export interface PendingLot extends Lot {
  readonly creditedAt: Instant;
}

/**
 * Where an available Lot stands in burn order. The Lot itself, as it was when it came: it says the same, and most Lots
 * are never changed before they are used up.
 */
export type Place = Pick<AvailableLot, 'lot' | 'wallet' | 'earnedAt' | 'expiresAt'>;

export interface Maturity {
  readonly availableAt: Instant;
  readonly lot: LotId;
  readonly member: MemberId;
}

/** A Return's Shortfall, as of the version at which it was left: only holds made before it pay it. */
export interface ShortfallClaim {
  readonly version: number;
  readonly return?: string;
  readonly points: Points;
}

interface HoldTerms {
  readonly hold: HoldId;
  readonly redemption?: string;
  readonly member: MemberId;
  readonly lapsesAt: Instant;
  /** The version of the Account that made it. */
  readonly version: number;
  readonly points: readonly WalletPoints[];
}

export interface OpenHold extends HoldTerms {
  readonly status: 'open';
  readonly heldAt: Instant;
  /** In burn order. */
  readonly slices: readonly Slice[];
}

export interface ClosedHold extends HoldTerms {
  readonly status: 'captured' | 'voided' | 'lapsed';
  readonly closedAt: Instant;
  readonly captured: readonly WalletPoints[];
}

export type Hold = OpenHold | ClosedHold;

export const emptyAccount: Account = {
  version: 0,
  wallets: [],
  places: undefined,
  pending: undefined,
  maturing: undefined,
  holds: undefined,
  lapsing: undefined,
  expired: undefined,
  leads: [],
  gathered: [],
};

export function emptyWallet(wallet: WalletId): Wallet {
  return { wallet, lots: undefined, inLots: 0n, owed: 0n, held: 0n, pending: 0n, shortfall: 0n, claims: undefined };
}

const textOrder = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

export const byLot = (one: { lot: LotId }, other: { lot: LotId }): number => textOrder(one.lot, other.lot);
export const byHold = (one: { hold: HoldId }, other: { hold: HoldId }): number => textOrder(one.hold, other.hold);
export const byPlace = (one: Pick<Place, 'lot' | 'expiresAt'>, other: Pick<Place, 'lot' | 'expiresAt'>): number =>
  textOrder(one.lot, other.lot) ||
  (one.expiresAt === other.expiresAt ? 0 : (one.expiresAt ?? Infinity) - (other.expiresAt ?? Infinity));
export const byMaturity = (one: Omit<Maturity, 'member'>, other: Omit<Maturity, 'member'>): number =>
  one.availableAt - other.availableAt || textOrder(one.lot, other.lot);
export const byLapse = (one: Pick<OpenHold, 'lapsesAt' | 'hold'>, other: Pick<OpenHold, 'lapsesAt' | 'hold'>): number =>
  one.lapsesAt - other.lapsesAt || textOrder(one.hold, other.hold);
export const byClaim = (one: { version: number }, other: { version: number }): number => one.version - other.version;

export function walletOf(account: Account, name: WalletId): Wallet | undefined {
  for (const wallet of account.wallets) if (wallet.wallet === name) return wallet;
  return undefined;
}

export function holdOf(account: Account, hold: HoldId): Hold | undefined {
  return find(account.holds, { hold }, byHold);
}

export function availableLot(wallet: Wallet | undefined, place: Place): AvailableLot | undefined {
  return find(wallet?.lots, place, burnOrder);
}

export function available(wallet: Wallet): Points {
  return wallet.inLots - wallet.owed;
}

export function balanceOf(wallet: Wallet): WalletBalance {
  return {
    wallet: wallet.wallet,
    available: wallet.inLots - wallet.owed,
    held: wallet.held,
    pending: wallet.pending,
    shortfall: wallet.shortfall,
  };
}

/** The Account that has to be asked about a Member instead; undefined: this one. */
export function leadOf({ leads }: Pick<Account, 'leads'>, member: MemberId): AccountId | undefined {
  const own = leads.find((lead) => lead.member === member) ?? leads.find((lead) => lead.member === null);
  return own?.to;
}

/** The next maturity, lapse or expiry; the first Lot in burn order is the first to expire. */
export function nextDueAt(account: Account): Instant | null {
  let due = first(account.maturing)?.availableAt ?? null;
  due = sooner(due, first(account.lapsing)?.lapsesAt ?? null);
  for (const wallet of account.wallets) due = sooner(due, first(wallet.lots)?.expiresAt ?? null);
  return due;
}

function sooner(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

/** What came between two states of one Account; wallets are only ever added at the end. */
export function changesBetween(before: Account, after: Account): { changes: Change[]; balances: WalletBalance[] } {
  const changes: Change[] = [];
  const balances: WalletBalance[] = [];
  for (let at = 0; at < after.wallets.length; at += 1) {
    const wallet = after.wallets[at];
    const old = before.wallets[at];
    if (!wallet || wallet === old) continue;
    balances.push(balanceOf(wallet));
    changes.push({
      wallet: wallet.wallet,
      available: old ? available(wallet) - available(old) : available(wallet),
      held: old ? wallet.held - old.held : wallet.held,
      pending: old ? wallet.pending - old.pending : wallet.pending,
      shortfall: old ? wallet.shortfall - old.shortfall : wallet.shortfall,
    });
  }
  return { changes, balances };
}
