import type { AccountDetail, AccountStanding, LotsPage, StoredEntry, StoredLot } from '../../application/ports.js';
import type { Books } from '../../domain/effect.js';

/** Points stand in JSON as integers that a number holds exactly: an account never has more than 2^53 - 1. */
export type BooksJson = Readonly<Record<string, readonly [number, number, number, number]>>;

export interface StandingRow {
  readonly account: string;
  readonly version: string;
  readonly member: string;
  readonly wallets: BooksJson;
  readonly next_due_at: string | null;
}

export interface DetailRow extends StandingRow {
  readonly expiring: readonly [wallet: string, at: number, points: number][] | null;
  readonly pending_by: readonly [wallet: string, at: number | null, points: number][] | null;
  readonly holds: readonly [hold: string, lapsesAt: number, facts: string][] | null;
}

export interface EntryRow {
  readonly id: string;
  readonly account: string;
  readonly version: string;
  readonly type: string;
  readonly payload: string;
  readonly occurred_at: string;
  readonly recorded_at: string;
}

interface LotRow {
  readonly lot: string;
  readonly wallet: string;
  readonly earned_at: string;
  readonly available_at: string | null;
  readonly expires_at: string | null;
  readonly terms: string;
  readonly points: string;
  readonly available: string;
  readonly held: string;
  readonly pending: string;
}

export interface LotsPageRow {
  readonly version: string;
  readonly next_due_at: string | null;
  readonly lots: readonly LotRow[];
}

export function toWallets(wallets: BooksJson): ReadonlyMap<string, Books> {
  return new Map(
    Object.entries(wallets).map(([wallet, [available, held, pending, shortfall]]) => [
      wallet,
      [BigInt(available), BigInt(held), BigInt(pending), BigInt(shortfall)],
    ]),
  );
}

export function toStanding(row: StandingRow): AccountStanding {
  return {
    account: row.account,
    version: Number(row.version),
    member: row.member,
    wallets: toWallets(row.wallets),
    nextDueAt: instant(row.next_due_at),
  };
}

export function toDetail(row: DetailRow): AccountDetail {
  const pointsAt = ([wallet, at, points]: readonly [string, number | null, number]) => ({
    wallet,
    at,
    points: BigInt(points),
  });
  return {
    ...toStanding(row),
    expiring: (row.expiring ?? []).map(pointsAt),
    pendingBy: (row.pending_by ?? []).map(pointsAt),
    holds: (row.holds ?? []).flatMap(([hold, lapsesAt, facts]) => {
      const { points, ...redemption }: { points: Record<string, number>; redemption?: string } = JSON.parse(facts);
      return Object.entries(points).map(([wallet, held]) => ({
        hold,
        lapsesAt,
        wallet,
        points: BigInt(held),
        ...redemption,
      }));
    }),
  };
}

export function toEntry(row: EntryRow): StoredEntry {
  return {
    id: row.id,
    account: row.account,
    version: Number(row.version),
    type: row.type,
    payload: row.payload,
    occurredAt: Number(row.occurred_at),
    recordedAt: Number(row.recorded_at),
  };
}

export function toLotsPage(row: LotsPageRow): LotsPage {
  return { version: Number(row.version), nextDueAt: instant(row.next_due_at), lots: row.lots.map(toLot) };
}

function toLot(row: LotRow): StoredLot {
  const terms: Pick<StoredLot, 'member' | 'partner' | 'origin' | 'awaits'> = JSON.parse(row.terms);
  return {
    ...terms,
    lot: row.lot,
    wallet: row.wallet,
    earnedAt: Number(row.earned_at),
    availableAt: instant(row.available_at),
    expiresAt: instant(row.expires_at),
    points: BigInt(row.points),
    available: BigInt(row.available),
    held: BigInt(row.held),
    pending: BigInt(row.pending),
  };
}

function instant(column: string | null): number | null {
  return column === null ? null : Number(column);
}
