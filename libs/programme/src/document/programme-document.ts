import type { ClawBack } from '../programme.js';
import type { Period } from '../calendar/calendar-shift.js';
import type { CalendarPeriod } from '../offer.js';
import type { Rounding } from '../money/rounding.js';
import type { LineKind } from '../purchase.js';
import type { TextsDocument } from '../text/texts.schema.js';
import type { UnitDocument } from '../text/unit.js';
import type { TiersDocument } from '../tiers/tiers.schema.js';
import type { VelocityLimit } from '../velocity/velocity.js';

/** The shape that the JSON Schema promises. Decimals are read from the text, at their pointer. */
export interface ProgrammeDocument {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly otherCurrencies?: Readonly<Record<string, unknown>>;
  readonly timeZone: string;
  readonly taxIncluded?: boolean;
  readonly wallets: Readonly<Record<string, WalletDocument>>;
  readonly stores?: Readonly<Record<string, { readonly timeZone: string }>>;
  readonly partners?: readonly (string | PartnerDocument)[];
  readonly campaigns?: Readonly<Record<string, CampaignDocument>>;
  readonly tiers?: TiersDocument;
  readonly segments?: Readonly<Record<string, SegmentDocument>>;
  readonly offers?: readonly OfferDocument[];
  readonly actions?: readonly ActionDocument[];
  readonly referral?: ReferralDocument;
  readonly discounts?: readonly DiscountDocument[];
  readonly clawBack?: ClawBack;
  readonly refundGrace?: string;
  readonly claimWithin?: string;
  readonly clockSkew?: string;
  readonly holdLapsesAfter?: string;
  readonly holdLapsesAfterMax?: string;
  readonly transfers?: TransfersDocument;
  readonly velocity?: VelocityDocument;
  readonly payWithPoints?: PayWithPointsDocument;
  readonly autoEnrolment?: { readonly when: 'never' | 'always' | object; readonly earns?: boolean };
}

export interface PartnerDocument {
  readonly id: string;
  readonly name?: TextsDocument;
  readonly issues?: RateDocument & { readonly expired?: 'kept' | 'returned' };
  readonly redeems?: RateDocument;
}

export interface RateDocument {
  readonly rate: unknown;
  readonly currency?: string;
}

export interface TransfersDocument {
  readonly perDay?: number;
  readonly perMonth?: number;
  readonly least?: number;
}

export interface VelocityDocument {
  readonly limits: readonly VelocityLimitDocument[];
  readonly reviewWithin?: string;
  readonly undecided?: 'released' | 'rejected';
}

export interface VelocityLimitDocument extends Pick<
  VelocityLimit,
  'id' | 'on' | 'of' | 'within' | 'then' | 'members' | 'after'
> {
  readonly times?: number;
  readonly points?: number;
  readonly least?: number;
  readonly wallet?: string;
}

export interface PayWithPointsDocument {
  readonly wallets: Readonly<Record<string, PayingWalletDocument>>;
  readonly maxShare?: unknown;
  readonly rounding?: Rounding;
  readonly lines?: LineFilterDocument;
}

export interface PayingWalletDocument {
  readonly points: number;
  readonly pay: RatesDocument;
  readonly tiers?: Readonly<Record<string, RatesDocument>>;
  readonly minimum?: number;
  readonly step?: number;
}

/** By currency. */
export type RatesDocument = Readonly<Record<string, unknown>>;

export interface SegmentDocument {
  readonly when: string;
  readonly text?: TextsDocument;
}

export interface WalletDocument {
  readonly unit?: UnitDocument;
  readonly expiry?: 'never' | { readonly after?: string; readonly endOf?: Period };
  readonly pending?: string | { readonly action: string };
  readonly caps?: CapsDocument;
  readonly earn?: EarnDocument;
}

export type CapsDocument = Readonly<Partial<Record<CapName, number>>>;
export type CapName = 'purchase' | CalendarPeriod | 'member';

export interface CampaignDocument {
  readonly from?: string;
  readonly until?: string;
  readonly caps?: CapsDocument;
  readonly budget?: number;
}

export interface OfferDocument {
  readonly id: string;
  readonly text?: TextsDocument;
  readonly wallet?: string;
  readonly give: GiveDocument;
  readonly lines?: LineFilterDocument & { readonly when?: string };
  readonly only?: FilterDocument;
  readonly when?: string;
  readonly from?: string;
  readonly until?: string;
  readonly caps?: CapsDocument;
  readonly uses?: CapsDocument;
  readonly budget?: number;
  readonly campaign?: string;
  readonly group?: string;
  readonly expiry?: WalletDocument['expiry'];
  readonly pending?: WalletDocument['pending'];
  readonly partner?: string;
  readonly countsTowardsTier?: boolean;
}

export interface ActionDocument extends Pick<
  OfferDocument,
  'id' | 'text' | 'wallet' | 'from' | 'until' | 'caps' | 'uses' | 'budget' | 'expiry' | 'pending' | 'partner'
> {
  readonly on: string;
  readonly points: number;
}

export interface DiscountDocument extends Pick<
  OfferDocument,
  'id' | 'text' | 'lines' | 'only' | 'when' | 'from' | 'until'
> {
  readonly percent?: unknown;
  readonly steps?: readonly object[];
  readonly rounding?: Rounding;
}

export interface ReferralDocument {
  readonly inviter?: ReferredDocument;
  readonly friend?: ReferredDocument;
  readonly qualifies?: {
    readonly spentAtLeast?: unknown;
    readonly within?: string;
    readonly lines?: LineFilterDocument;
  };
}

export interface ReferredDocument extends Pick<
  OfferDocument,
  'text' | 'wallet' | 'caps' | 'uses' | 'budget' | 'expiry' | 'pending' | 'partner'
> {
  readonly points: number;
}

export interface GiveDocument {
  readonly multiply?: unknown;
  readonly compound?: boolean;
  readonly points?: number;
  readonly per?: unknown;
  readonly perUnits?: unknown;
  readonly spentAtLeast?: unknown;
  readonly everyNth?: number;
  readonly within?: string;
  readonly rounding?: Rounding;
  readonly basis?: BasisDocument;
}

export interface FilterDocument {
  readonly stores?: readonly string[];
  readonly channels?: readonly string[];
  readonly times?: readonly { readonly days?: readonly DayName[]; readonly from?: string; readonly until?: string }[];
  readonly tiers?: readonly string[];
  readonly segments?: readonly string[];
  readonly birthday?: 'day' | 'week' | 'month';
}

export type DayName = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

export interface LineFilterDocument {
  readonly kinds?: readonly LineKind[];
  readonly include?: LineListDocument;
  readonly exclude?: LineListDocument;
  readonly unitPriceAbove?: unknown;
}

export interface BasisDocument {
  readonly discount?: 'after' | 'before';
  readonly tax?: 'as-priced' | 'included' | 'excluded';
  readonly paidWithPoints?: 'excluded' | 'included';
}

export interface EarnDocument extends LineFilterDocument {
  readonly points: number;
  readonly rounding?: Rounding;
  readonly basis?: BasisDocument;
  readonly caps?: CapsDocument;
}

export interface LineListDocument {
  readonly skus?: readonly string[];
  readonly categories?: readonly string[];
}
