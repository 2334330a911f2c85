import type { HistoryFacts, MemberFacts, WalletFacts } from '../conditions/index.js';
import type { CalendarPeriod } from '../offer.js';
import type { Instant } from '../purchase.js';

/**
 * What an evaluation sees besides the Purchase: coarse facts of the Member as they were when it happened, and counters
 * as they stand when it arrives (rule 19). The same Standing gives the same answer for ever.
 */
export interface Standing {
  readonly tier?: string;
  readonly segments?: ReadonlySet<string>;
  /** Of the day, week and month of the Purchase those in which the Member's birthday is; never the birthday itself. */
  readonly birthday?: ReadonlySet<CalendarPeriod>;
  /** What conditions may ask of the Member; what is absent is unknown, and what needs it does not hold. */
  readonly member?: MemberFacts;
  /** By wallet, before the Purchase. */
  readonly wallets?: Readonly<Record<string, WalletFacts>>;
  /** What the Member bought before; only discounts ask for it, and of it only `spend`. */
  readonly history?: HistoryFacts;
  readonly counters: Counters;
  /** By counter: points that all Members together were given. */
  readonly budgets: ReadonlyMap<string, bigint>;
  /** What it earns waits for a person's decision, until this instant at most (rule 10); null: for however long. Absent: it does not. */
  readonly heldUntil?: Instant | null;
  /** Calendar periods of n-th purchases by the programme's clocks, as ledgers counted them at first. Absent: the store's. */
  readonly periodsOf?: 'programme';
  /** Campaigns that were switched off when it happened: their offers give nothing. */
  readonly pausedCampaigns?: ReadonlySet<string>;
}

/** What one Member was given so far, as far as some bound asks. */
export interface Counters {
  /** By counter, then by window (`2026-03-05`, `2026-03`, `ever`). */
  readonly given: ReadonlyMap<string, ReadonlyMap<string, bigint>>;
  /** By offer: purchases that have counted for no bonus yet, in the order in which they arrived. */
  readonly visits: ReadonlyMap<string, readonly CountedVisit[]>;
}

export interface CountedVisit {
  /** `pur_…` */
  readonly purchase: string;
  readonly at: Instant;
}

export const NO_COUNTERS: Counters = { given: new Map(), visits: new Map() };

/** Of someone of whom nothing is known. */
export const NO_STANDING: Standing = { counters: NO_COUNTERS, budgets: new Map() };
