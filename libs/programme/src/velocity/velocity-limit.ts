export type VelocityOn = 'redemptions' | 'gifts' | 'purchases' | 'returns';
export type VelocityOf = 'member' | 'till' | 'token';

export interface VelocityLimit {
  readonly id: string;
  readonly on: VelocityOn;
  /** A member, the till (the `source`) that sends it, or the token or card that was shown or paid with. */
  readonly of: VelocityOf;
  /** As the document says it; any such time, not a calendar's. */
  readonly within: string;
  readonly milliseconds: number;
  /** Null: not bounded. */
  readonly times: number | null;
  /** Of one wallet, all together. */
  readonly points: { readonly wallet: string; readonly max: bigint } | null;
  /** Only what moves so many points of the wallet is counted; null: all is. */
  readonly least: { readonly wallet: string; readonly points: bigint } | null;
  /** Different ones on one token; absent: not bounded. */
  readonly members?: number;
  /** It bounds only what comes within the time after one, counted from there. */
  readonly after?: 'contact_change';
  readonly then: 'refuse' | 'review' | 'report';
}

/** One thing that was counted. */
export interface VelocityMove {
  readonly on: VelocityOn;
  readonly at: number;
  readonly points: readonly { readonly wallet: string; readonly points: bigint }[];
  /** No limit looks at it from then on. */
  readonly neededUntil: number;
  /** Whose it was; only where members are counted. */
  readonly member?: string;
}

/** Oldest first; what no limit looks at any more is gone. */
export type VelocityMoves = readonly VelocityMove[];

/** A limit that what is asked for would go beyond, with the numbers that were found. */
export interface Exceeded {
  readonly limit: VelocityLimit;
  readonly measure: 'times' | 'points' | 'members';
  readonly max: bigint;
  /** Within the time, before what is asked for. */
  readonly found: bigint;
  readonly asked: bigint;
  /** From when on it would be within the limit; null: never. */
  readonly againAt: number | null;
  /** Those who were found, where members are counted; in the order in which they came. */
  readonly members?: readonly string[];
  /** When the contact was changed, where only what follows that is counted. */
  readonly changedAt?: number;
}

/** What is asked for. */
export interface Asked {
  readonly points: VelocityMove['points'];
  readonly now: number;
  /** Who asks; needed where members are counted. */
  readonly member?: string;
  /** When the member's contact was changed lately, the earliest first; needed where a limit looks at it. */
  readonly contactChanges?: readonly number[];
}
