/** A redemption as it was sent, after its JSON Schema has accepted it. */
export interface SentRedemption {
  readonly programme?: string;
  readonly source: string;
  readonly externalId: string;
  readonly member: SentIdentity;
  /** Either these or a reward, as the schema says. */
  readonly points?: readonly SentPoints[];
  /** By its id; its price is that of now. */
  readonly reward?: { readonly id: string };
  /** ISO 8601; the Programme's where absent. */
  readonly lapsesAfter?: string;
  /** That they will pay a part of an order in this currency, the programme's where absent. */
  readonly pays?: { readonly currency?: string };
  /** What the caller calls the order. */
  readonly order?: string;
  /** Where they are spent; absent: at the programme's own. */
  readonly partner?: string;
  /** Spent at once, as a till does; nothing is set aside. */
  readonly capture?: boolean;
}

/** Exactly one of them, as the schema says. */
export type SentIdentity = Readonly<
  Partial<Record<'id' | 'card' | 'phone' | 'email' | 'token' | 'externalId', string>>
>;

export interface SentPoints {
  readonly wallet: string;
  readonly points: number;
}

/** Absent: all of them. */
export interface SentPart {
  readonly points?: readonly SentPoints[];
}

export interface SentVoid {
  readonly programme?: string;
  readonly source: string;
  readonly externalId: string;
}
