import type { LineKind, Payment } from '../purchase.js';
import type { DAYS_OF_WEEK } from './known-facts.js';

/**
 * What a condition is decided from. What is absent is unknown, and what needs it does not hold. Counts are `bigint` or
 * safe whole numbers; money is in 10^-MONEY_SCALE of the main currency's unit, quantities in millionths. Getters are
 * welcome: a fact is read only by the conditions that name it.
 */
export interface Facts {
  readonly purchase?: PurchaseFacts | undefined;
  /** Where the condition is asked of one line. */
  readonly line?: LineFacts | undefined;
  readonly member?: MemberFacts | undefined;
  readonly tier?: string | undefined;
  readonly wallets?: Readonly<Record<string, WalletFacts>> | undefined;
  readonly counters?: Readonly<Record<string, CounterFacts>> | undefined;
  /** Only of segments. */
  readonly history?: HistoryFacts | undefined;
}

/** What a member has done so far; what was given back is left out. */
export interface HistoryFacts {
  readonly daysSincePurchase?: Count | undefined;
  readonly purchases?: Count | undefined;
  readonly purchasesIn90Days?: Count | undefined;
  readonly purchasesIn365Days?: Count | undefined;
  readonly spend?: bigint | undefined;
  readonly spendIn90Days?: bigint | undefined;
  readonly spendIn365Days?: bigint | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly stores?: readonly string[] | undefined;
}

export interface PurchaseFacts {
  readonly total?: bigint | undefined;
  readonly currency?: string | undefined;
  readonly store?: string | undefined;
  readonly channel?: string | undefined;
  readonly lines?: readonly LineFacts[] | undefined;
  readonly units?: bigint | undefined;
  readonly paidWith?: readonly Payment['kind'][] | undefined;
  readonly date?: string | undefined;
  readonly time?: string | undefined;
  readonly dayOfWeek?: (typeof DAYS_OF_WEEK)[number] | undefined;
  readonly month?: Count | undefined;
  readonly day?: Count | undefined;
  readonly hour?: Count | undefined;
  readonly minute?: Count | undefined;
}

export interface LineFacts {
  readonly sku?: string | undefined;
  readonly gtin?: string | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly quantity?: bigint | undefined;
  readonly kind?: LineKind | undefined;
  readonly amount?: bigint | undefined;
  readonly discount?: bigint | undefined;
  readonly unitPrice?: bigint | undefined;
}

export interface MemberFacts {
  readonly known?: boolean | undefined;
  readonly segments?: readonly string[] | undefined;
  readonly consents?: readonly string[] | undefined;
  readonly daysSinceJoined?: Count | undefined;
  readonly monthsSinceJoined?: Count | undefined;
  readonly purchases?: Count | undefined;
  readonly birthdayDay?: boolean | undefined;
  readonly birthdayWeek?: boolean | undefined;
  readonly birthdayMonth?: boolean | undefined;
  readonly ageGroup?: string | undefined;
  readonly language?: string | undefined;
}

export interface WalletFacts {
  readonly balance?: Count | undefined;
  readonly pending?: Count | undefined;
  readonly expiringIn30Days?: Count | undefined;
}

export interface CounterFacts {
  readonly visits?: Count | undefined;
  readonly spend?: bigint | undefined;
  readonly nth?: Count | undefined;
}

type Count = bigint | number;
