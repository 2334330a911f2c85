import { withCount, withoutCountsOf, type CountedTiers, type TierCount } from './counted-tiers.js';

/** As an event tells it: money as text, since it is far beyond what a JSON number says exactly. */
export interface ToldCount extends Omit<TierCount, 'counted' | 'visits'> {
  readonly counted: readonly { readonly wallet: string; readonly points: bigint; readonly spend: string }[];
  readonly visits: number;
}

/** What happens to what an account has counted; the events of the log say all of this, and more. */
export type TierCountEvent =
  | ({ readonly type: 'TierContributed' } & ToldCount)
  | { readonly type: 'TierCountsMovedIn'; readonly counts: readonly ToldCount[] }
  | { readonly type: 'TierCountsMovedOut'; readonly members: readonly string[]; readonly whole: boolean };

/**
 * What came in is counted from when it was bought, as what arrives late is; what went away was never there. So whoever
 * parts has exactly their own again, and so have those who stay.
 */
export function withTierEvent(before: CountedTiers, event: TierCountEvent): CountedTiers {
  switch (event.type) {
    case 'TierContributed':
      return withCount(before, countOf(event));
    case 'TierCountsMovedIn':
      return event.counts.map(countOf).reduce(withCount, before);
    case 'TierCountsMovedOut':
      return withoutCountsOf(before, event.whole ? undefined : event.members);
    default:
      return event satisfies never;
  }
}

function countOf(told: ToldCount): TierCount {
  const { member, memberSince, kind, purchase, purchasedAt, occurredAt, counted, visits } = told;
  return {
    member,
    memberSince,
    kind,
    purchase,
    purchasedAt,
    occurredAt,
    counted: counted.map(({ wallet, points, spend }) => ({ wallet, points, spend: BigInt(spend) })),
    visits: BigInt(visits),
  };
}
