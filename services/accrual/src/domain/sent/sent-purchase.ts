/** A Purchase as every road delivers it, after its JSON Schema has accepted it. Texts are still texts. */
export interface SentPurchase {
  readonly programme?: string;
  readonly source: string;
  readonly externalId: string;
  readonly occurredAt: string;
  readonly store?: string;
  readonly channel?: string;
  readonly receipt?: { readonly terminal?: string; readonly number: string };
  readonly member?: SentIdentity;
  readonly currency: string;
  readonly lines: readonly SentLine[];
  readonly taxIncluded?: boolean;
  readonly total?: string;
  readonly payments?: readonly SentPayment[];
  /** An exchange: applied first, in the same commit. */
  readonly returns?: readonly SentExchangeReturn[];
}

/** Exactly one of them, as the schema says. */
export type SentIdentity = Readonly<
  Partial<Record<'id' | 'card' | 'phone' | 'email' | 'token' | 'externalId', string>>
>;

export interface SentLine {
  readonly id: string;
  readonly sku: string;
  readonly gtin?: string;
  readonly quantity: string;
  readonly unitPrice?: string;
  /** As printed; wins over quantity × unit price. */
  readonly amount?: string;
  readonly discount?: string;
  readonly tax?: string;
  readonly kind?: 'goods' | 'service' | 'delivery' | 'fee' | 'tip' | 'deposit' | 'gift_card';
  readonly categories?: readonly string[];
}

export interface SentPayment {
  readonly kind: 'card' | 'cash' | 'gift_card' | 'points';
  readonly amount: string;
  readonly redemption?: string;
  /** The provider's name for the card that paid it: compared, and kept nowhere. */
  readonly token?: string;
}

/** `{id}` or `{source, externalId}`. */
export interface SentPurchaseReference {
  readonly id?: string;
  readonly source?: string;
  readonly externalId?: string;
}

/** Units or money of a known line, or units of a SKU wherever they were bought. */
export interface SentReturnedLine {
  readonly id?: string;
  readonly sku?: string;
  readonly quantity?: string;
  readonly amount?: string;
}

export interface SentExchangeReturn {
  readonly source?: string;
  readonly externalId?: string;
  readonly purchase?: SentPurchaseReference;
  readonly lines: readonly SentReturnedLine[];
}

export interface SentReturn extends SentExchangeReturn {
  readonly programme?: string;
  readonly source: string;
  readonly externalId: string;
  readonly occurredAt: string;
  readonly receipt?: { readonly terminal?: string; readonly number: string };
  readonly store?: string;
  readonly member?: SentIdentity;
}
