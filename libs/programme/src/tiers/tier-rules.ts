import type { Duration } from '../calendar/duration.js';
import type { Texts } from '../text/texts.js';
import type { Needs } from './measures.js';

/** How Members rise and fall (rule 12), as a Programme declares it, checked and exact. */
export interface TierRules {
  /** Years, months and days are those of this zone. */
  readonly timeZone: string;
  /** The Wallet whose points count, where points are needed. */
  readonly wallet: string;
  /** From the lowest up; what everybody has stands first. A higher tier never needs less of anything. */
  readonly ladder: readonly [Tier, ...Tier[]];
  /** Where a tier needs several things: all of them, or any one. */
  readonly match: 'all' | 'any';
  readonly period: TierPeriod;
  /** Rolling months have no end, so there it is always at once. */
  readonly upgrade: 'at_once' | 'at_period_end';
  readonly downgrade: 'to_reached' | 'one_step' | 'never';
  /** How much later than it is due a fall is carried out. Shorter than the period. */
  readonly grace: Duration | null;
  /** Whether the Purchase that reaches a tier is already rewarded by it. */
  readonly inclusive: boolean;
}

export interface Tier {
  /** Null: no tier at all, where the lowest one that is declared has to be earned. */
  readonly id: string | null;
  readonly name: Texts;
  /** Nothing for the lowest. */
  readonly needs: Needs;
}

/** The position of a tier in the ladder; 0 is what everybody has. */
export type Rank = number;

export type TierPeriod =
  | { readonly kind: 'calendar_year' }
  /** From the day of joining to the same day of the next year; whoever joined on 29 February has it on 28 in other years. */
  | { readonly kind: 'anniversary' }
  /** Every Purchase counts for so many months, to the instant. */
  | { readonly kind: 'rolling'; readonly months: number };

/** Why a tier began, stayed or ended. */
export type TierRule =
  | 'joined'
  | 'reached_at_once'
  | 'reached_at_period_end'
  /** At the end of a period in which it was reached again: good for one more. */
  | 'kept'
  /** At the end of a period in which it was not: it will fall unless it is reached by the end of the grace. */
  | 'grace_began'
  | 'kept_in_grace'
  | 'fell_to_reached'
  | 'fell_one_step'
  /** By a Return: what was kept of the purchases no longer earns it. */
  | 'withdrawn';
