import type { Instant } from '../purchase.js';
import type { Contribution } from './contribution.js';
import type { Measures } from './measures.js';
import type { TierRules } from './tier-rules.js';
import { foldTier, newTierState, type TierState } from './tier-state.js';

/** A Contribution before anybody has said whose points count. */
export interface TierCount extends Omit<Contribution, 'counts' | 'recordedAt'> {
  /** `mem_…`: who bought, whoever counts it now. */
  readonly member: string;
  /** When that member had joined, as it was known then. */
  readonly memberSince: Instant;
  readonly counted: readonly { readonly wallet: string; readonly points: bigint; readonly spend: bigint }[];
  readonly visits: bigint;
}

/**
 * All that an account has counted, in the order of arrival, whatever tiers make of it: every version of a Programme reads it
 * by its own rules. Plain and never changed; what rules made of it is remembered beside it.
 */
export interface CountedTiers {
  /** Of the first count that is there; null while nothing is counted. */
  readonly memberSince: Instant | null;
  readonly counts: readonly TierCount[];
}

export const NOTHING_COUNTED: CountedTiers = { memberSince: null, counts: [] };

const read = new WeakMap<CountedTiers, { readonly rules: TierRules; readonly state: TierState }>();

/** With one count more; rules that have read it so far read on. */
export function withCount(before: CountedTiers, count: TierCount): CountedTiers {
  const next = { memberSince: before.memberSince ?? count.memberSince, counts: [...before.counts, count] };
  const known = read.get(before);
  if (known) {
    const { rules, state } = known;
    read.set(next, { rules, state: foldTier(rules, state, contributionOf(count, rules)) });
  }
  return next;
}

/** Without what some members have counted; undefined: what anybody has. What stays is as if theirs had never come. */
export function withoutCountsOf(before: CountedTiers, members: readonly string[] | undefined): CountedTiers {
  const counts = members ? before.counts.filter(({ member }) => !members.includes(member)) : [];
  return { memberSince: counts[0]?.memberSince ?? null, counts };
}

/** As these rules read it. `joinedAt` is asked for where nothing was counted. */
export function tierStateOf(rules: TierRules, counted: CountedTiers, joinedAt: Instant): TierState {
  const known = read.get(counted);
  if (known?.rules === rules) return known.state;
  if (counted.memberSince === null) return newTierState(joinedAt);
  const state = counted.counts.reduce(
    (folded, count) => foldTier(rules, folded, contributionOf(count, rules)),
    newTierState(counted.memberSince),
  );
  read.set(counted, { rules, state });
  return state;
}

/** What of it these rules count. Whose it is does not matter to them. */
export function contributionOf(
  { kind, purchase, purchasedAt, occurredAt, counted, visits }: Omit<TierCount, 'member' | 'memberSince'>,
  rules: Pick<TierRules, 'wallet'>,
): Contribution {
  const counts = measuresOf(counted, visits, rules);
  return { kind, purchase, purchasedAt, occurredAt, recordedAt: occurredAt, counts };
}

/** Tiers that ask for no points need not name a wallet: they count what the first base rule looked at. */
function measuresOf(counted: TierCount['counted'], visits: bigint, { wallet }: Pick<TierRules, 'wallet'>): Measures {
  const own = counted.find((each) => each.wallet === wallet);
  return { points: own?.points ?? 0n, spend: (own ?? counted[0])?.spend ?? 0n, visits };
}
