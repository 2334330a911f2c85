import type { Wallet } from '../programme.js';
import type { Looked } from './basket.js';
import type { Seen } from './evaluation.js';
import type { CountedVisit } from './standing.js';

/** What one rule gives to one Purchase, and to which of its lines. Every field is there, so that all have one shape. */
export interface Award {
  /** `base`, or the id of the offer. */
  readonly offer: string;
  /** The terms of its points, as those of a Wallet. */
  readonly terms: Wallet;
  readonly partner: string | null;
  readonly points: bigint;
  readonly looked: Looked;
  /** What each of the lines that it looked at carries. */
  readonly parts: readonly bigint[];
  readonly text: string;
  readonly multiplier: string | null;
  readonly trimmed: Trim | null;
  readonly counted: Counted | null;
  readonly seen: readonly Seen[] | null;
}

export interface Trim {
  readonly points: bigint;
  readonly by: string;
}

/** What an award moves in the counters that bound it. */
export interface Counted {
  readonly moves: readonly CounterMove[];
  /** Purchases that qualified it, besides the one that it is given for. */
  readonly qualifiedBy: readonly CountedVisit[];
}

export interface CounterMove {
  readonly counter: string;
  readonly window: string;
  /** Points, or 1 where uses are counted; below zero where they are freed. */
  readonly points: bigint;
}
