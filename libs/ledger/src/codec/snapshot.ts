import {
  type Account,
  type AvailableLot,
  type Hold,
  type OpenHold,
  type PendingLot,
  type Place,
  type ShortfallClaim,
  type Wallet,
  byLapse,
  byMaturity,
  byPlace,
} from '../account.js';
import type { AccountId, ExpiredLot, Lead, LotOrigin, MemberId, WalletId } from '../nouns.js';
import { entries, treeOf } from '../tree.js';

/** Grows with every change of what `evolve` makes of a stream or of the form here; snapshots of another version are ignored. */
const version = 3;

/**
 * A cache: present or not, the answers are the same. An Account that comes back is read from it, so the Lots, of which
 * there may be many, stand as short lists, each Member's id once.
 */
export const snapshot = {
  version,
  every: 500,
  write(account: Account): string {
    const members = new Numbered();
    const stored: Stored = {
      version: account.version,
      wallets: account.wallets.map(({ lots, claims, ...standing }) => ({
        standing: frozen({ ...standing, claims: entries(claims) }),
        lots: entries(lots).map((lot) => shortLot(lot, members)),
      })),
      members: members.list,
      pending: frozen(entries(account.pending)),
      holds: frozen(entries(account.holds)),
      expired: frozen(entries(account.expired)),
      leads: account.leads,
      gathered: account.gathered,
    };
    return JSON.stringify(stored);
  },
  read(text: string): Account {
    const { version, members, ...stored } = JSON.parse(text) as Stored;
    const wallets = stored.wallets.map(({ standing, lots }) => {
      const { claims, ...wallet } = thawed<Standing>(standing);
      return { ...wallet, claims: treeOf(claims), lots: lots.map((lot) => longLot(lot, wallet.wallet, members)) };
    });
    const pending = thawed<readonly PendingLot[]>(stored.pending);
    const waiting = pending.flatMap(({ availableAt, lot, member }) =>
      availableAt === null ? [] : [{ availableAt, lot, member }],
    );
    const holds = thawed<readonly Hold[]>(stored.holds);
    const open = holds.filter((hold): hold is OpenHold => hold.status === 'open');
    return {
      version,
      wallets: wallets.map(({ lots, ...wallet }) => ({ ...wallet, lots: treeOf(lots) })),
      places: treeOf<Place>(wallets.flatMap(({ lots }) => lots).sort(byPlace)),
      pending: treeOf(pending),
      maturing: treeOf(waiting.sort(byMaturity)),
      holds: treeOf(holds),
      lapsing: treeOf(open.sort(byLapse)),
      expired: treeOf(thawed<readonly ExpiredLot[]>(stored.expired)),
      leads: stored.leads,
      gathered: stored.gathered,
    };
  },
};

/** As JSON has it, with point counts in their own form. */
type Frozen = unknown;

interface Stored {
  readonly version: number;
  readonly members: readonly MemberId[];
  readonly wallets: readonly { readonly standing: Frozen; readonly lots: readonly ShortLot[] }[];
  readonly pending: Frozen;
  readonly holds: Frozen;
  readonly expired: Frozen;
  readonly leads: readonly Lead[];
  readonly gathered: readonly AccountId[];
}

type Standing = Omit<Wallet, 'lots' | 'claims'> & { readonly claims: readonly ShortfallClaim[] };

/** `credited`: how long after it was earned. The partner is null where only an origin is told. */
type ShortLot = readonly [
  lot: string,
  points: number,
  member: number,
  earnedAt: number,
  expiresAt: number | null,
  credited: number,
  partner?: string | null,
  origin?: LotOrigin,
];

function shortLot(it: AvailableLot, members: Numbered): ShortLot {
  const credited = it.creditedAt - it.earnedAt;
  const { lot, earnedAt, expiresAt, partner, origin } = it;
  const terms = [lot, Number(it.points), members.of(it.member), earnedAt, expiresAt, credited] as const;
  if (origin !== undefined) return [...terms, partner ?? null, origin];
  return partner === undefined ? terms : [...terms, partner];
}

function longLot(it: ShortLot, wallet: WalletId, members: readonly MemberId[]): AvailableLot {
  const [lot, points, at, earnedAt, expiresAt, credited, partner, origin] = it;
  const member = members[at] ?? '';
  const creditedAt = earnedAt + credited;
  if (partner === undefined) {
    return { lot, wallet, points: BigInt(points), earnedAt, expiresAt, member, creditedAt };
  }
  return {
    ...{ lot, wallet, points: BigInt(points), earnedAt, expiresAt, member },
    ...(partner === null ? {} : { partner }),
    ...(origin === undefined ? {} : { origin }),
    creditedAt,
  };
}

/** Members in the order in which they are first named. */
class Numbered {
  readonly list: MemberId[] = [];

  of(member: MemberId): number {
    const known = this.list.indexOf(member);
    return known === -1 ? this.list.push(member) - 1 : known;
  }
}

/** A point count stands alone in an object of its own, since an owed sum may be of any size on the way. */
function frozen(value: unknown): Frozen {
  return mapped(value, (each) => (typeof each === 'bigint' ? { points: each.toString() } : undefined));
}

function thawed<Value>(value: Frozen): Value {
  return mapped(value, (each) => (isPoints(each) ? BigInt(each.points) : undefined)) as Value;
}

/** What `change` has nothing for is gone through, down to plain values. */
function mapped(value: unknown, change: (value: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== undefined) return changed;
  if (Array.isArray(value)) return value.map((each) => mapped(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapped(each, change)]));
}

function isPoints(value: unknown): value is { points: string } {
  return typeof value === 'object' && value !== null && 'points' in value && typeof value.points === 'string';
}
