import {
  type Account,
  type AvailableLot,
  type Hold,
  type OpenHold,
  type PendingLot,
  type ShortfallClaim,
  type Wallet,
  byLapse,
  byMaturity,
  byPlace,
} from '../account.js';
import type { LotPoints } from '../nouns.js';
import { entries, treeOf } from '../tree.js';

/** Grows with every change of what `evolve` makes of a stream; snapshots of another version are ignored. */
const version = 1;

/** A cache: present or not, the answers are the same. Bigger accounts are written more seldom than they grow. */
export const snapshot = {
  version,
  every: 500,
  write(account: Account): string {
    return JSON.stringify(
      {
        version: account.version,
        wallets: account.wallets.map((wallet) => ({
          ...wallet,
          lots: entries(wallet.lots),
          claims: entries(wallet.claims),
        })),
        pending: entries(account.pending),
        holds: entries(account.holds),
        expired: entries(account.expired),
      },
      (_name, value: unknown) => (typeof value === 'bigint' ? { points: value.toString() } : value),
    );
  },
  read(text: string): Account {
    const stored = JSON.parse(text, (_name, value: unknown) =>
      isPoints(value) ? BigInt(value.points) : value,
    ) as Stored;
    const lots = stored.wallets.flatMap((wallet) => wallet.lots);
    const waiting = stored.pending.flatMap(({ availableAt, lot, member }) =>
      availableAt === null ? [] : [{ availableAt, lot, member }],
    );
    const open = stored.holds.filter((hold): hold is OpenHold => hold.status === 'open');
    return {
      version: stored.version,
      wallets: stored.wallets.map((wallet) => ({
        ...wallet,
        lots: treeOf(wallet.lots),
        claims: treeOf(wallet.claims),
      })),
      places: treeOf(lots.sort(byPlace)),
      pending: treeOf(stored.pending),
      maturing: treeOf(waiting.sort(byMaturity)),
      holds: treeOf(stored.holds),
      lapsing: treeOf(open.sort(byLapse)),
      expired: treeOf(stored.expired),
    };
  },
};

interface Stored {
  readonly version: number;
  readonly wallets: readonly (Omit<Wallet, 'lots' | 'claims'> & {
    readonly lots: readonly AvailableLot[];
    readonly claims: readonly ShortfallClaim[];
  })[];
  readonly pending: readonly PendingLot[];
  readonly holds: readonly Hold[];
  readonly expired: readonly LotPoints[];
}

/** A point count stands alone in an object of its own, since an owed sum may be of any size on the way. */
function isPoints(value: unknown): value is { points: string } {
  return typeof value === 'object' && value !== null && 'points' in value && typeof value.points === 'string';
}
