import type { Partner, PointRate } from '@loyalty/programme';
import type { Kind, Side } from './movement.js';

/** What a version of the programme says of its partners. */
export interface Terms {
  readonly version: number;
  readonly appliedAt: number;
  readonly partners: ReadonlyMap<string, Partner>;
}

/** The version in force then; before the first: the first. The same rule by which purchases are judged. */
export function termsAt(versions: readonly Terms[], at: number): Terms | undefined {
  return versions.findLast(({ appliedAt }) => appliedAt <= at) ?? versions[0];
}

export interface Charge extends PointRate {
  /** 1: more of these points is more that the partner owes to the programme; -1: that the programme owes to it. */
  readonly sign: 1n | -1n;
}

/**
 * Who pays for points that move so: the partner for what is issued on its account, and less for what is taken back of it;
 * the programme for what is spent at the partner. Null: nobody.
 */
export function chargeOf(partner: Partner | undefined, side: Side, kind: Kind): Charge | null {
  if (side === 'redeemed') return partner?.redeems ? { ...rateOf(partner.redeems), sign: -1n } : null;
  const issues = partner?.issues;
  return issues && isCharged(kind, issues.expired) ? { ...rateOf(issues), sign: 1n } : null;
}

const rateOf = ({ millionths, currency }: PointRate): PointRate => ({ millionths, currency });

function isCharged(kind: Kind, expired: 'kept' | 'returned'): boolean {
  switch (kind) {
    case 'issued':
    case 'adjusted':
    case 'reversed':
      return true;
    case 'expired':
      return expired === 'returned';
    // It has paid for them; where they go then is the member's.
    case 'burned':
    case 'refunded':
    case 'repaid':
    case 'transferred':
      return false;
    default:
      return kind satisfies never;
  }
}
