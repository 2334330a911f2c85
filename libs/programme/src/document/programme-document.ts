import type { ClawBack } from '../programme.js';
import type { Period } from '../calendar/calendar-shift.js';
import type { Rounding } from '../money/rounding.js';
import type { LineKind } from '../purchase.js';

/** The shape that the JSON Schema promises. Decimals are read from the text, at their pointer. */
export interface ProgrammeDocument {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly otherCurrencies?: Readonly<Record<string, unknown>>;
  readonly timeZone: string;
  readonly taxIncluded?: boolean;
  readonly wallets: Readonly<Record<string, WalletDocument>>;
  readonly clawBack?: ClawBack;
  readonly refundGrace?: string;
  readonly claimWithin?: string;
  readonly clockSkew?: string;
  readonly holdLapsesAfter?: string;
  readonly holdLapsesAfterMax?: string;
  readonly autoEnrolment?: { readonly when: 'never' | 'always' | object; readonly earns?: boolean };
}

export interface WalletDocument {
  readonly unit?: { readonly one: string; readonly other: string };
  readonly expiry?: 'never' | { readonly after?: string; readonly endOf?: Period };
  readonly pending?: string | { readonly action: string };
  readonly earn?: EarnDocument;
}

export interface EarnDocument {
  readonly points: number;
  readonly rounding?: Rounding;
  readonly basis?: {
    readonly discount?: 'after' | 'before';
    readonly tax?: 'as-priced' | 'included' | 'excluded';
    readonly paidWithPoints?: 'excluded' | 'included';
  };
  readonly kinds?: readonly LineKind[];
  readonly include?: LineListDocument;
  readonly exclude?: LineListDocument;
  readonly unitPriceAbove?: unknown;
}

export interface LineListDocument {
  readonly skus?: readonly string[];
  readonly categories?: readonly string[];
}
