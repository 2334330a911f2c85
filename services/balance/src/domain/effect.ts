/**
 * What a batch of events does to the read model, as rows. Several events of one account, lot or hold in a batch are one
 * row here, so that a hot account costs one update per batch.
 */
export interface Effect {
  readonly accounts: readonly AccountRow[];
  readonly entries: readonly EntryRow[];
  readonly lots: readonly LotRow[];
  readonly holdsOpened: readonly HoldRow[];
  readonly holdsClosed: readonly HoldKey[];
  readonly causes: readonly CauseRow[];
  readonly tierCounts: readonly TierCountRow[];
}

/** available, held, pending, shortfall */
export type Books = readonly [bigint, bigint, bigint, bigint];

export interface AccountRow {
  readonly account: string;
  readonly version: number;
  readonly member: string;
  /** The wallets that the batch touched; the others stay. */
  readonly wallets: ReadonlyMap<string, Books>;
  readonly nextDueAt: number | null;
  readonly recordedAt: number;
}

export interface EntryRow {
  readonly account: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly changes: ReadonlyMap<string, Books>;
  readonly payload: string;
}

/**
 * What changes in the points of one Lot that share an expiry (a refund by grace gives some of a Lot another one). All
 * numbers of points are signed.
 */
export interface LotRow {
  readonly account: string;
  readonly lot: string;
  readonly expiresAt: number | null;
  readonly wallet: string;
  readonly earnedAt: number;
  /** Null: not said here, or it waits for an action. */
  readonly availableAt: number | null;
  /** What else was frozen at issue, as JSON. */
  readonly terms: string;
  /** Came into the account with these terms. */
  readonly points: bigint;
  readonly available: bigint;
  readonly held: bigint;
  readonly pending: bigint;
}

export interface HoldKey {
  readonly account: string;
  readonly hold: string;
}

export interface HoldRow extends HoldKey {
  readonly lapsesAt: number;
  /** Points by wallet and the redemption, as JSON. */
  readonly facts: string;
}

/** An event of a purchase's, a return's or a redemption's stream, as it stands in the log. */
export interface CauseRow {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly payload: string;
}

/** What an account has counted towards tiers, as it stands in the log. */
export interface TierCountRow {
  readonly stream: string;
  readonly version: number;
  /** `acc_…`: the stream beside it has an id of its own. */
  readonly account: string;
  readonly recordedAt: number;
  readonly type: string;
  readonly payload: string;
}
