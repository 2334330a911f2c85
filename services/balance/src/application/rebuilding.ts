import type { ProjectionSession } from './projection-session.js';

export type Positions = ReadonlyMap<number, number>;
export type Row = Readonly<Record<string, unknown>>;

/** Rows of one account (of one stream, in `causes` and `tier_counts`) that only one of two builds has. */
export interface Difference {
  readonly table: string;
  /** The account, or the stream of the cause, as a uuid. */
  readonly key: string;
  readonly serving: readonly Row[];
  readonly rebuilt: readonly Row[];
}

export interface Comparison {
  /** How many accounts and causes differ; not all of them are listed. */
  readonly differing: number;
  readonly differences: readonly Difference[];
}

/** A new build beside the serving one, and the only one that is being made. */
export interface Rebuilding {
  /** What serves is of another version: it differs on purpose, and is not compared. */
  readonly isUpgrade: boolean;
  /** The shards are divided among them. */
  readonly sessions: readonly ProjectionSession[];
  /** The bulk is in; from now on what is written is little, and is looked for. */
  endOfBulk(): Promise<void>;
  servingPositions(): Promise<Positions>;
  /** What serves, as it stands at one moment, while it goes on. */
  freezeServing(): Promise<FrozenBuild>;
  /**
   * Holds whoever writes what serves, has the new build brought to where that stands, and lets readers see the new one
   * from then on. Given up and tried again while a reader is in the way.
   */
  switchOver(catchUp: (positions: Positions) => Promise<void>): Promise<void>;
  /** Drops what does not serve. */
  end(): Promise<void>;
}

export interface FrozenBuild {
  readonly positions: Positions;
  /** With the new build, which must stand at the same positions. */
  compare(): Promise<Comparison>;
  release(): Promise<void>;
}

/** Undefined while another one is under way, in whichever process. */
export type BeginRebuilding = () => Promise<Rebuilding | undefined>;
