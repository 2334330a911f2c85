import { broughtFor } from '../conditions/index.js';
import type { Offer } from '../offer.js';
import type { Seen } from './evaluation.js';
import type { Occasion } from './occasion.js';

/**
 * What an offer saw of the Member, as coarse facts: enough to judge it again after the Member is erased, and too little
 * to know whose it was (rule 15).
 */
export function seenBy({ only, linesWhen }: Offer, occasion: Occasion): readonly Seen[] | null {
  const { tiers, segments, birthday, when } = only;
  if (!tiers && !segments && !birthday && !when && !linesWhen) return null;
  const { standing } = occasion;
  const seen = new Map<string, Seen>();
  const see = (fact: string, value: string) => seen.set(`${fact} ${value}`, { fact, value });
  if (tiers) see('tier', standing.tier ?? '');
  if (segments) {
    for (const segment of [...(standing.segments ?? [])].sort()) if (segments.has(segment)) see('segment', segment);
  }
  if (birthday) see(`birthday-${birthday}`, 'true');
  for (const condition of [when, linesWhen]) {
    for (const fact of condition?.uses ?? [])
      if (isOfMember(fact)) for (const value of valuesOf(fact, occasion)) see(fact, value);
  }
  return seen.size === 0 ? null : [...seen.values()];
}

function isOfMember(fact: string): boolean {
  return broughtFor(fact) !== undefined;
}

/** A list is told one by one and in order, an empty one by an empty text: that nothing was in it was seen. What is unknown was not. */
function valuesOf(fact: string, { facts }: Occasion): readonly string[] {
  const value = fact.split('.').reduce<unknown>((from, name) => (isRecord(from) ? from[name] : undefined), facts);
  const values: readonly unknown[] = Array.isArray(value) ? (value.length === 0 ? [''] : value.toSorted()) : [value];
  return values.flatMap((each) => {
    if (typeof each === 'string') return [each];
    return typeof each === 'bigint' || typeof each === 'number' || typeof each === 'boolean' ? [String(each)] : [];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
