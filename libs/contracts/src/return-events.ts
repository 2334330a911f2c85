import type {
  BalanceAfter,
  GivenBackPoints,
  Instant,
  Micro,
  Minor,
  Refund,
  TakenBack,
  WalletPoints,
} from './values.js';

/** What can happen to a Return. Its stream lies beside its purchase's. */
export type ReturnEvent = ReturnKept | ReturnRecorded | ReturnAlsoNamed;

/** It came before its purchase and is kept for it. */
export interface ReturnKept {
  readonly type: 'ReturnKept';
  /** `ret_…` */
  readonly return: string;
  readonly programme: string;
  readonly source?: string;
  readonly externalId?: string;
  readonly occurredAt: Instant;
  readonly purchase: { readonly source: string; readonly externalId: string };
  readonly lines: readonly KeptLine[];
}

/** Units, or money alone, as a decimal string since the currency is not known before the purchase is. */
export type KeptLine =
  { readonly line: string; readonly quantity: Micro } | { readonly line: string; readonly amount: string };

/** Applied: the whole answer, so that a repeat is answered from the log alone. */
export interface ReturnRecorded {
  readonly type: 'ReturnRecorded';
  /** `ret_…` */
  readonly return: string;
  readonly programme: string;
  readonly source?: string;
  readonly externalId?: string;
  readonly occurredAt: Instant;
  readonly member: string | null;
  readonly account: string | null;
  readonly accountVersion: number | null;
  readonly matched: readonly MatchedUnits[];
  readonly unmatched: readonly UnmatchedUnits[];
  /** Points that had paid for it, which went back before any were taken; absent where none had. */
  readonly givenBack?: readonly GivenBackPoints[];
  readonly takenBack: readonly TakenBack[];
  readonly refund: readonly Refund[];
  readonly balances: readonly BalanceAfter[];
}

export interface MatchedUnits {
  /** `pur_…` */
  readonly purchase: string;
  readonly line: string;
  /** Zero where only money went back. */
  readonly quantity: Micro;
  readonly amount: Minor;
  readonly currency: string;
  /** What these units carried, whatever the claw-back policy then took. */
  readonly points: readonly WalletPoints[];
}

/** A till sent the same receipt again under another id, which from then on names this Return. */
export interface ReturnAlsoNamed {
  readonly type: 'ReturnAlsoNamed';
  readonly source: string;
  readonly externalId: string;
  readonly occurredAt: Instant;
}

/** What was asked for and found nowhere; it moves no points. */
export interface UnmatchedUnits {
  readonly line?: string;
  readonly sku?: string;
  readonly quantity?: Micro;
  /** Decimal. */
  readonly amount?: string;
}
