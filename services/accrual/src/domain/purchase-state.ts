import type { PurchaseOutcome, PurchaseRecorded, PurchaseVoided, Review, VoidAwaited } from '@loyalty/contracts';

/** What is true of a Purchase now. */
export type PurchaseState = UnknownPurchase | AwaitedPurchase | RecordedPurchase;

export interface UnknownPurchase {
  readonly status: 'unknown';
}

/** Returns or a void came before it and wait here for it. */
export interface AwaitedPurchase {
  readonly status: 'awaited';
  /** `ret_…`, in the order in which they came. */
  readonly returns: readonly string[];
  readonly voidedAt: number | null;
  /** Who said why, where somebody did. */
  readonly voidedBy?: Pick<VoidAwaited, 'actor' | 'reason'>;
}

export interface RecordedPurchase {
  readonly status: 'recorded';
  readonly facts: PurchaseRecorded;
  /** Null while it is nobody's. */
  readonly owner: Owner | null;
  /** What it earned for its owner, at once or when it was claimed. */
  readonly outcome: PurchaseOutcome | null;
  /** By line; a line of which nothing went back is not in it. */
  readonly givenBack: ReadonlyMap<string, GivenBack>;
  /** Money that went back, by kind of payment. */
  readonly refunded: ReadonlyMap<string, bigint>;
  /** Offers whose bonus went back whole, since a purchase that had qualified it did. */
  readonly withdrawn: ReadonlySet<string>;
  readonly voided: PurchaseVoided | null;
  /** What a person has to decide, or has decided, about its points; null: nothing. */
  readonly review: Review | null;
  /** Ids that name it besides its own. */
  readonly alsoNamed: number;
}

export interface Owner {
  readonly member: string;
  readonly account: string;
}

/** With the instant from which a year of membership runs. */
export interface JoinedOwner extends Owner {
  readonly joinedAt: number;
}

/** What of one line went back so far. */
export interface GivenBack {
  readonly quantity: bigint;
  /** Money, for units and alone. */
  readonly amount: bigint;
  /** Of it, money alone. */
  readonly amountAlone: bigint;
  /** By lot: points that went back; by redemption, and as money, what had paid for them (`paid-with-points.ts`). */
  readonly lots: ReadonlyMap<string, bigint>;
  /**
   * Where the units after it start to count. Money alone takes its share out of turn, and later units take the rest:
   * from there on they share what was left then.
   */
  readonly since: Readonly<Pick<GivenBack, 'quantity' | 'amount' | 'lots'>>;
}

const NOTHING: GivenBack['since'] = { quantity: 0n, amount: 0n, lots: new Map() };

export const NOTHING_GIVEN_BACK: GivenBack = { ...NOTHING, amountAlone: 0n, since: NOTHING };
