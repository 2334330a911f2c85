/** Whom a campaign is for: a segment of its programme, or a condition of members. */
export type Audience = { readonly segment: string } | { readonly when: string };

export function isSameAudience(one: Audience | null, other: Audience | null): boolean {
  if (!one || !other) return one === other;
  if ('segment' in one) return 'segment' in other && one.segment === other.segment;
  return 'when' in other && one.when === other.when;
}
