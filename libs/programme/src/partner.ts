import type { Texts } from './text/texts.js';

/** Another business that issues or redeems points of the Programme, and settles with it. */
export interface Partner {
  readonly id: string;
  readonly texts: Texts | null;
  /** What it pays for points issued on its account; null: nothing, so they are counted and not charged. */
  readonly issues: IssueTerms | null;
  /** What it is paid for points that are spent at it; null: nothing is spent there. */
  readonly redeems: PointRate | null;
}

/** Money for one point of any wallet, in millionths of the currency. */
export interface PointRate {
  readonly millionths: bigint;
  readonly currency: string;
}

export interface IssueTerms extends PointRate {
  /** What becomes of the money of points that expire unspent: the Programme keeps it, or the partner gets it back. */
  readonly expired: 'kept' | 'returned';
}
