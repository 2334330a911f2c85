import type { Instant } from '../purchase.js';
import { minus, plus, type Measures } from './measures.js';

/**
 * What one Purchase brings to the tiers of a Member, or what one Return takes away. Refunds of points, adjustments,
 * transfers and burns never come here (rule 12).
 */
export interface Contribution {
  readonly kind: 'purchase' | 'return';
  /** The Purchase, of a Return too. */
  readonly purchase: string;
  /** When that Purchase happened: a Return counts in the period of its Purchase. */
  readonly purchasedAt: Instant;
  /** Of the Purchase or of the Return. */
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** Never negative; a Return's are what its units had brought, a visit once nothing is left of it. */
  readonly counts: Measures;
}

/** A contribution at the instant from which it is felt. */
export interface Movement {
  readonly at: Instant;
  readonly kind: Contribution['kind'];
  readonly purchase: string;
  readonly purchasedAt: Instant;
  readonly counts: Measures;
}

/** A Return whose till was slow is felt no earlier than what it returns. */
export function movementOf({ kind, purchase, purchasedAt, occurredAt, counts }: Contribution): Movement {
  return { at: Math.max(occurredAt, purchasedAt), kind, purchase, purchasedAt, counts };
}

export function withMovement(sum: Measures, { kind, counts }: Movement): Measures {
  return kind === 'purchase' ? plus(sum, counts) : minus(sum, counts);
}
