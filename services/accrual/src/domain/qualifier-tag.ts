import type { PurchaseOutcome } from '@loyalty/contracts';

/** The word under which a bonus is found again by a purchase that qualified it. */
export function qualifierTag(purchase: string): string {
  return `qualified|${purchase}`;
}

export function qualifierTags(outcome: Pick<PurchaseOutcome, 'counts'> | null): readonly string[] {
  const tags = new Set<string>();
  for (const { qualifiedBy } of outcome?.counts ?? []) {
    for (const { purchase } of qualifiedBy) tags.add(qualifierTag(purchase));
  }
  return [...tags];
}
