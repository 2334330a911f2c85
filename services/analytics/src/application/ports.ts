import type { FollowedLog } from '@loyalty/event-store';
import type { Movement } from '../domain/movement.js';
import type { Period } from '../domain/period.js';
import type { SettlementName } from '../domain/settlement-id.js';
import type { Group } from '../domain/statement.js';
import type { Terms } from '../domain/terms.js';

/** What a batch of events of one shard says, as rows. */
export interface ReadRows {
  readonly movements: readonly MovementRow[];
  readonly versions: readonly VersionRow[];
  /** By the account's uuid: of which programme it is, or from which account its points came. */
  readonly accounts: ReadonlyMap<string, { readonly programme: string } | { readonly via: string }>;
  readonly unclaimed: ReadonlyMap<string, string>;
  /** Purchases that an account has claimed: purchase, then account. */
  readonly claimed: ReadonlyMap<string, string>;
}

export interface MovementRow extends Movement {
  readonly position: number;
  readonly part: number;
  readonly account: string;
  /** Of the account. */
  readonly version: number;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly redemption: string | null;
}

export interface VersionRow {
  readonly programme: string;
  readonly version: number;
  readonly appliedAt: number;
  readonly document: string;
}

/** The read model of the ledger that settlement is computed from. */
export interface SettlementTables {
  /** Empties what another version of the projection has read. */
  prepare(shards: number): Promise<void>;
  /** @throws where the checkpoint is another version's. */
  position(shard: number): Promise<number>;
  /** With the checkpoint, in one statement; false: somebody else has read on, and nothing was written. */
  write(
    batch: { readonly shard: number; readonly after: number; readonly to: number },
    rows: ReadRows,
  ): Promise<boolean>;
  /** Programmes that have a version. */
  programmes(): Promise<readonly string[]>;
  versions(programme: string): Promise<readonly VersionRow[]>;
  /** Of one programme, of all parties and periods. */
  groups(question: GroupsQuestion): Promise<readonly Group[]>;
  /** What stands behind a statement, in the order of time. */
  drillDown(question: DrillDown): Promise<readonly (MovementRow & { readonly shard: number })[]>;
  closings(programme: string): Promise<readonly ClosedRow[]>;
  /**
   * One after the other, over all processes: `make` is told what is closed already, and up to where the ledger has been
   * read. What is closed is answered as it is; what `make` refuses is not written.
   */
  close<Refusal extends { readonly refused: string }>(
    name: SettlementName,
    make: (parts: ToClose) => Promise<NewClosing | Refusal>,
  ): Promise<{ readonly row: ClosedRow; readonly repeated: boolean } | Refusal>;
}

export interface GroupsQuestion {
  readonly programme: string;
  readonly timeZone: string;
  /** When each version was applied, the first first. */
  readonly appliedAt: readonly number[];
  readonly closings: readonly Cut[];
  /** As if the ledger ended here, by shard. */
  readonly upTo?: readonly number[] | undefined;
}

export interface DrillDown extends GroupsQuestion {
  readonly party: string;
  readonly period: Period;
  readonly limit: number;
  /** Behind these rows; null: from the first. */
  readonly after: {
    readonly occurredAt: number;
    readonly shard: number;
    readonly position: number;
    readonly part: number;
  } | null;
}

/** Which part of the ledger statements up to this one have told. */
export interface Cut {
  readonly party: string;
  readonly period: Period;
  /** By shard. */
  readonly cut: readonly number[];
}

export interface ClosedRow extends Cut {
  readonly closedAt: number;
  readonly closedBy: string;
  readonly closedByName: string;
  readonly reason: string;
  /** JSON, byte for byte as it was closed. */
  readonly body: string;
  readonly sha256: string;
}

export interface ToClose {
  readonly closings: readonly ClosedRow[];
  readonly cut: readonly number[];
}

export type NewClosing = Omit<ClosedRow, 'party' | 'period' | 'cut'>;

export interface SettlementPorts {
  readonly tables: SettlementTables;
  /** Comes back once all that was committed before is read. @throws ServiceUnavailable while it never was. */
  readonly readOn: () => Promise<void>;
  readonly terms: (version: VersionRow) => { readonly terms: Terms; readonly timeZone: string };
  readonly clock: { now(): number };
  readonly sha256: (text: string) => string;
  readonly log: FollowedLog;
}
