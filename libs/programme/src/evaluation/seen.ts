import type { Offer } from '../offer.js';
import type { Seen } from './evaluation.js';
import type { Occasion } from './occasion.js';

/**
 * What an offer saw of the Member, as coarse facts: enough to judge it again after the Member is erased, and too little
 * to know whose it was (rule 15).
 */
export function seenBy({ only: { tiers, segments, birthday } }: Offer, { standing }: Occasion): readonly Seen[] | null {
  if (!tiers && !segments && !birthday) return null;
  const seen: Seen[] = [];
  if (tiers) seen.push({ fact: 'tier', value: standing.tier ?? '' });
  if (segments) {
    for (const segment of standing.segments ?? []) {
      if (segments.has(segment)) seen.push({ fact: 'segment', value: segment });
    }
  }
  if (birthday) seen.push({ fact: `birthday-${birthday}`, value: 'true' });
  return seen;
}
