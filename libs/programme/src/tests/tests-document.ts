import type { LineKind, Payment } from '../purchase.js';

/** The shapes that the schema of tests promises. Decimals are read from the text, at their pointer. */
export interface TestsDocument {
  readonly tests: readonly TestDocument[];
}

export interface TestDocument {
  readonly name: string;
  readonly members?: Readonly<Record<string, MemberDocument>>;
  readonly purchases?: readonly StepDocument[];
  readonly steps?: readonly StepDocument[];
}

export interface MemberDocument {
  readonly joined?: string;
  readonly birthday?: string;
  readonly segments?: readonly string[];
  readonly consents?: readonly string[];
  readonly language?: string;
  readonly invitedBy?: string;
}

/** Points by wallet or by offer. */
export type PointsDocument = Readonly<Record<string, number>>;

/** What happens, and what is to come of it; `fields-of-steps.ts` says which fields belong together. */
export interface StepDocument extends HappensDocument, ExpectedDocument {
  readonly at: string;
  readonly member?: string;
}

interface HappensDocument {
  readonly lines?: readonly LineDocument[];
  readonly purchase?: string;
  readonly quoted?: boolean;
  readonly store?: string;
  readonly channel?: string;
  readonly currency?: string;
  readonly taxIncluded?: boolean;
  readonly paidWith?: Readonly<Partial<Record<Payment['kind'], unknown>>>;
  readonly paused?: readonly string[];
  readonly return?: string;
  readonly units?: Readonly<Record<string, unknown>>;
  readonly action?: string;
  readonly about?: string;
  readonly redeems?: PointsDocument;
}

export interface ExpectedDocument {
  readonly earns?: PointsDocument;
  readonly offers?: PointsDocument;
  readonly trimmed?: PointsDocument;
  readonly lots?: readonly LotDocument[];
  readonly explains?: Readonly<Record<string, SaidDocument>>;
  readonly why?: Readonly<Record<string, string | WhyDocument>>;
  readonly discounts?: Readonly<Record<string, unknown>>;
  readonly referral?: string | Readonly<Partial<Record<'inviter' | 'friend', number>>>;
  readonly enrols?: boolean;
  readonly takes?: PointsDocument;
  readonly releases?: PointsDocument;
  readonly refused?: boolean;
  readonly tier?: string;
  readonly rewards?: readonly string[];
  readonly says?: SaidDocument;
  readonly segments?: readonly string[];
  readonly balances?: PointsDocument;
  readonly pending?: PointsDocument;
  readonly shortfall?: PointsDocument;
}

export interface LotDocument {
  readonly wallet?: string;
  readonly points?: number;
  readonly partner?: string;
  readonly available?: string;
  readonly expires?: string;
  readonly awaits?: string;
}

export interface SaidDocument {
  readonly en?: string;
  readonly ru?: string;
}

export interface WhyDocument extends SaidDocument {
  readonly condition?: string;
  readonly needed?: string;
  readonly found?: string;
}

export interface LineDocument {
  readonly sku?: string;
  readonly gtin?: string;
  readonly categories?: readonly string[];
  readonly kind?: LineKind;
  readonly quantity?: unknown;
  readonly discount?: unknown;
  readonly tax?: unknown;
}
