import type { Span } from '../calendar/window-key.js';
import type { Instant } from '../purchase.js';
import type { Movement } from './contribution.js';
import type { Measures, Needs } from './measures.js';
import type { Rank, TierRule } from './tier-rules.js';

/** One event in the life of a tier, with all that explains it (rule 15). */
export interface TierStep {
  readonly at: Instant;
  readonly from: Rank;
  /** The same as `from` where the tier was kept. */
  readonly to: Rank;
  readonly rule: TierRule;
  /** Where it was counted, what was counted there, and what the tier in question needs. */
  readonly period: Span;
  readonly counted: Measures;
  readonly needed: Needs;
  /** The Purchase that moved it, or the one that was returned. */
  readonly purchase?: string;
}

/** When a tier would be lost if nothing more happened, and to which it would fall. */
export interface Fall {
  readonly at: Instant;
  readonly to: Rank;
}

/**
 * The way of one Member through the tiers, walked in the order of business time. The tier at an instant is what would have
 * come about had nothing been bought that was returned by then; so a Purchase is felt from when it happened, and a Return
 * from when it happened, back to the period of its Purchase.
 */
export interface Course {
  /** How far it was walked. */
  readonly at: Instant;
  readonly rank: Rank;
  /** In order; never empty, since everyone joins. */
  readonly steps: readonly TierStep[];
  /** Walks on to an instant, by all that time alone does until then, itself included. */
  advance(to: Instant): void;
  /** Walks on to a movement, which is not earlier, and counts it. */
  apply(movement: Movement): void;
  /** When time alone may next move the tier. */
  nextTurn(): Instant;
  /** What counts now, and where. */
  current(): { readonly period: Span; readonly counted: Measures };
  /** Null where the tier cannot be lost by time. */
  nextFall(): Fall | null;
  /** The end of the grace in which the tier is kept although it was not reached again. */
  graceUntil(): Instant | null;
  copy(): Course;
}
