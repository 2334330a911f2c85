/**
 * A Purchase as every road delivers it (HTTP, batch, topic, import), parsed and exact.
 * Quantities are in millionths, money is in minor units of the currency.
 */
export type Instant = number;
export type Micro = bigint;
export type Minor = bigint;

export type LineKind = 'goods' | 'service' | 'delivery' | 'fee' | 'tip' | 'deposit' | 'gift_card';

export interface Line {
  readonly id: string;
  readonly sku: string;
  readonly gtin?: string;
  readonly quantity: Micro;
  /** For the whole line, after its discount, as the price shows it (with tax where prices contain tax). */
  readonly amount: Minor;
  readonly discount: Minor;
  readonly tax: Minor;
  readonly kind: LineKind;
  readonly categories: readonly string[];
}

export interface Payment {
  readonly kind: 'card' | 'cash' | 'gift_card' | 'points';
  readonly amount: Minor;
  readonly redemption?: string;
}

export interface Purchase {
  readonly occurredAt: Instant;
  readonly store?: string;
  readonly channel?: string;
  readonly currency: string;
  readonly taxIncluded: boolean;
  readonly lines: readonly Line[];
  readonly payments: readonly Payment[];
}
