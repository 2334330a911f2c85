import type { Programme } from '@loyalty/programme';
import type { Books, CauseRow } from '../domain/effect.js';

/** What the read model says of an account, by its uuid. */
export interface AccountStanding {
  readonly account: string;
  readonly version: number;
  readonly member: string;
  readonly wallets: ReadonlyMap<string, Books>;
  /** From then on something is due that may not be booked yet. */
  readonly nextDueAt: number | null;
}

export interface AccountDetail extends AccountStanding {
  /** In order of time, those after the instant asked for. */
  readonly expiring: readonly WalletPointsAt[];
  readonly pendingBy: readonly WalletPointsAt[];
  readonly holds: readonly StandingHold[];
}

export interface WalletPointsAt {
  readonly wallet: string;
  readonly at: number | null;
  readonly points: bigint;
}

export interface StandingHold {
  readonly hold: string;
  readonly redemption?: string;
  /** What its sender calls the order. */
  readonly order?: string;
  readonly lapsesAt: number;
  readonly wallet: string;
  readonly points: bigint;
}

/** An event of an account as it stands in the log, and where. */
export interface StoredEntry {
  readonly id: string;
  readonly account: string;
  readonly version: number;
  readonly type: string;
  readonly payload: string;
  readonly occurredAt: number;
  readonly recordedAt: number;
}

export interface StoredLot {
  readonly lot: string;
  readonly wallet: string;
  readonly earnedAt: number;
  readonly availableAt: number | null;
  readonly expiresAt: number | null;
  readonly member: string;
  readonly partner?: string;
  readonly origin?: { readonly account: string; readonly lot: string; readonly member: string };
  readonly awaits?: { readonly action: string; readonly expiresAfter: string | null };
  readonly points: bigint;
  readonly available: bigint;
  readonly held: bigint;
  readonly pending: bigint;
}

export interface LotsPage extends Pick<AccountStanding, 'version' | 'nextDueAt'> {
  readonly lots: readonly StoredLot[];
}

export interface LotPlace {
  readonly lot: string;
  readonly expiresAt: number | null;
}

/** The read model, one consistent answer per call. */
export interface BalanceReads {
  standings(accounts: readonly string[]): Promise<readonly AccountStanding[]>;
  detail(account: string, now: number): Promise<AccountDetail | undefined>;
  /** Sums of what was booked: by business time up to `asOf`, known by `knownAt`; both inclusive, undefined: all. */
  sums(
    account: string,
    until: { readonly asOf: number | undefined; readonly knownAt: number | undefined },
  ): Promise<{ readonly version: number; readonly wallets: ReadonlyMap<string, Books> } | undefined>;
  version(account: string): Promise<number>;
  /** Newest first, those before a version. */
  entries(
    account: string,
    page: { readonly limit: number; readonly before: number | undefined },
  ): Promise<readonly StoredEntry[]>;
  entry(id: string): Promise<StoredEntry | undefined>;
  /** Oldest first: versions after the one and up to the other, at most so many. */
  history(
    account: string,
    part: { readonly after: number; readonly upTo: number; readonly limit: number },
  ): Promise<readonly StoredEntry[]>;
  /** By lot and expiry; those of which something is left, unless spent ones are asked for. */
  lots(
    account: string,
    page: { readonly limit: number; readonly after: LotPlace | undefined; readonly spent: boolean },
  ): Promise<LotsPage>;
  /** What a purchase's, a return's or a redemption's stream says, oldest first. */
  causes(stream: string): Promise<readonly CauseRow[]>;
  /** The first that each of these streams says, in no order. */
  firstCauses(streams: readonly string[]): Promise<readonly CauseRow[]>;
  /** In order of account. */
  page(page: { readonly limit: number; readonly after: string | undefined }): Promise<readonly AccountStanding[]>;
}

/** Programmes as accrual has them. Bridged in composition. */
export interface KnownProgrammes {
  /** The newest version, or the one that is named; undefined: it is not known here. */
  find(programme: string, version?: number): Promise<Programme | undefined>;
}

/** What enrollment knows of an account that may have no events yet. Bridged in composition. */
export interface Accounts {
  /** By wire id. `wallets`, where it is given, are shown even while nothing has happened in them. */
  find(
    account: string,
  ): Promise<{ readonly member: string; readonly programme: string; readonly wallets?: readonly string[] } | undefined>;
}
