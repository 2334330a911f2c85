import type { Facts } from '../conditions/index.js';
import type { Programme } from '../programme.js';

/** What segments are decided from: all that is known of a member, and nothing of a purchase. */
export type SegmentFacts = Pick<Facts, 'member' | 'tier' | 'wallets' | 'history'>;

/** The segments that a member is in, by these facts; what is unknown keeps a member out of those that need it. */
export function segmentsOf({ segments }: Programme, facts: SegmentFacts): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { name, when } of segments.values()) if (when.holds(facts)) found.add(name);
  return found;
}
