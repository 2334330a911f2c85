import type { Instant } from './values.js';

/**
 * What can happen to the stock of a Reward, and to what a member has taken of all of them: two kinds of stream (`stock`,
 * `takings`) that tell the same events, each in the commit of the Redemption's step.
 */
export type TakingEvent = StockSupplied | RewardTaken | RewardKept | RewardGivenBack;

/** How many there are of it in all, those that were taken already included. */
export interface StockSupplied {
  readonly type: 'StockSupplied';
  readonly programme: string;
  readonly reward: string;
  /** Null: as many as are asked for. */
  readonly supply: number | null;
  /** The key of whoever set it. */
  readonly actor: string;
  readonly occurredAt: Instant;
}

/** One is set aside; from `lapsesAt` on it is free again unless it was kept before. */
export interface RewardTaken {
  readonly type: 'RewardTaken';
  readonly reward: string;
  readonly redemption: string;
  readonly member: string;
  readonly occurredAt: Instant;
  /** Null: kept in the same commit. */
  readonly lapsesAt: Instant | null;
}

/** The Redemption was captured. */
export interface RewardKept {
  readonly type: 'RewardKept';
  readonly reward: string;
  readonly redemption: string;
  readonly occurredAt: Instant;
}

/** It can be taken again. A lapse is settled by the next decision that writes to the stream, dated when it was due. */
export interface RewardGivenBack {
  readonly type: 'RewardGivenBack';
  readonly reward: string;
  readonly redemption: string;
  readonly cause: GivenBackCause;
  readonly occurredAt: Instant;
}

export type GivenBackCause = 'voided' | 'lapsed' | 'refunded';
