import type { Instant, WalletPoints } from './values.js';

/**
 * What is counted by velocity limits: a stream (`velocity`) for each member, for each till, and for each token, of a programme. In the
 * commit of what is counted, so that two processes never both find the last room.
 */
export type VelocityEvent = VelocityCounted | PatternNoticed;

/** One more of what is counted. */
export interface VelocityCounted {
  readonly type: 'VelocityCounted';
  readonly programme: string;
  readonly on: 'redemptions' | 'gifts' | 'purchases' | 'returns';
  readonly of: 'member' | 'till' | 'token';
  readonly member: string;
  /** `red_…`, `trf_…`, `pur_…`, `ret_…` */
  readonly counted: string;
  readonly points: readonly WalletPoints[];
  readonly occurredAt: Instant;
  /** No limit of then looks at it from this instant on. */
  readonly neededUntil: Instant;
}

/** A limit that is only to be reported was crossed, by what was counted in the same commit. Told once for each crossing. */
export interface PatternNoticed {
  readonly type: 'PatternNoticed';
  readonly programme: string;
  readonly member: string;
  /** The `source`, where it is the till's limit. */
  readonly till?: string;
  readonly counted: string;
  readonly limit: LimitExceeded;
  readonly occurredAt: Instant;
}

/**
 * What happens to what is held for review: told in the stream of what is held, and in the programme's queue (category
 * `reviews`), in one commit. There is none for a lapse: at `lapsesAt` it is over.
 */
export type ReviewEvent = ReviewOpened | ReviewReleased | ReviewRejected | ReviewWithdrawn;

export interface ReviewOpened {
  readonly type: 'ReviewOpened';
  /** `rev_…` */
  readonly review: string;
  readonly programme: string;
  readonly kind: 'redemption' | 'purchase' | 'gift';
  /** `red_…`, `pur_…`, `trf_…`: what is held. */
  readonly held: string;
  readonly member: string;
  readonly account: string;
  readonly points: readonly WalletPoints[];
  /** Each that was gone beyond, with its numbers of then. */
  readonly limits: readonly LimitExceeded[];
  /** Of a purchase: from when on each lot that waits would have been available without it; absent: of a redemption. */
  readonly lots?: readonly ReviewedLot[];
  /** What is to be given to whom; of a gift. */
  readonly gift?: ReviewedGift;
  readonly occurredAt: Instant;
  /** A redemption is over then, and a gift; the points of a purchase are available then at the latest. */
  readonly lapsesAt: Instant;
  /** What becomes of it then, where that is not what becomes of its kind: all but a purchase are over, a purchase released. */
  readonly undecided?: 'released' | 'rejected';
}

/** Its points are in a hold of the giver's account, which is called like the transfer that it is to become. */
export interface ReviewedGift {
  /** `acc_…`: the receiver's, as it was named. */
  readonly to: string;
  /** `mem_…` */
  readonly receiver: string;
  /** Whether the receiver was a member then, who could be erased since; a household is none. */
  readonly isErasable: boolean;
  /** The key that asked for it, and why. */
  readonly actor: string;
  readonly reason?: string;
}

export interface ReviewedLot {
  /** `lot_…` */
  readonly lot: string;
  readonly availableAt: Instant;
}

export interface LimitExceeded {
  readonly limit: string;
  readonly on: VelocityCounted['on'];
  readonly of: VelocityCounted['of'];
  /** ISO 8601. */
  readonly within: string;
  readonly measure: 'times' | 'points' | 'members';
  /** Of points. */
  readonly wallet?: string;
  readonly max: bigint;
  /** Before what is held. */
  readonly found: bigint;
  readonly asked: bigint;
  /** `mem_…`: those who were found, where members are counted; a hundred at most. */
  readonly members?: readonly string[];
  /** What is counted only after it, and when that was; absent: of a limit that looks at none. */
  readonly after?: 'contact_change';
  readonly changedAt?: Instant;
}

/** A person let it through. */
export interface ReviewReleased extends Verdict {
  readonly type: 'ReviewReleased';
}

/** A person said no; its points are given back in the same commit. */
export interface ReviewRejected extends Verdict {
  readonly type: 'ReviewRejected';
}

interface Verdict {
  readonly review: string;
  /** The key of whoever decided. */
  readonly actor: string;
  readonly reason: string;
  readonly occurredAt: Instant;
}

/** What was held was voided by its sender before anybody decided. */
export interface ReviewWithdrawn {
  readonly type: 'ReviewWithdrawn';
  readonly review: string;
  readonly occurredAt: Instant;
}
