/** One line for the batch door, and which lines of the file it was made of. */
export type ImportRequest =
  | { readonly kind: 'purchase'; readonly body: PurchaseBody; readonly fileLines: readonly number[] }
  | { readonly kind: 'return'; readonly body: ReturnBody; readonly fileLines: readonly number[] };

interface CommonBody {
  readonly programme: string;
  readonly source: string;
  readonly externalId: string;
  readonly occurredAt: string;
  readonly store?: string;
  readonly member?: Readonly<Record<string, string>>;
}

export interface PurchaseBody extends CommonBody {
  readonly channel?: string;
  readonly currency: string;
  readonly taxIncluded?: boolean;
  readonly lines: readonly PurchaseLineBody[];
}

export interface PurchaseLineBody {
  readonly id: string;
  readonly sku: string;
  readonly quantity: string;
  readonly unitPrice?: string;
  readonly amount?: string;
  readonly discount?: string;
  readonly tax?: string;
  readonly kind?: string;
  readonly categories?: readonly string[];
}

export interface ReturnBody extends CommonBody {
  readonly lines: readonly { readonly sku: string; readonly quantity: string }[];
}

/** A line of the file that is not sent, and why. Nothing is left out without one of these. */
export interface RefusedLine {
  readonly fileLine: number;
  readonly reason: RefusalReason;
  readonly found: string;
  readonly externalId?: string;
}

export type RefusalReason =
  | 'wrong_number_of_columns'
  | 'time_not_readable'
  | 'external_id_missing'
  | 'sku_missing'
  | 'quantity_not_a_number'
  | 'quantity_is_zero'
  | 'quantity_below_zero'
  | 'quantity_above_zero_in_a_return'
  | 'price_not_a_number'
  | 'price_below_zero'
  | 'return_without_member'
  | 'another_member_in_the_same_group';
