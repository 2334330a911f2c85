import type { Pattern } from '@loyalty/programme';
import type { Template } from './template.js';
import type { TimeFormat } from './time-format.js';

/** How the rows of somebody's file become purchases and returns. Plain values and compiled texts; read-only. */
export interface Mapping {
  readonly programme: string;
  /** Relative to the mapping's own file. */
  readonly programmeFile?: string;
  readonly source: string;
  readonly currency: string;
  readonly taxIncluded?: boolean;
  readonly format: Format;
  readonly time: { readonly from: Template; readonly format: TimeFormat };
  /** Rows with the same value make one purchase. Absent: every row is one. */
  readonly group?: Template;
  readonly externalId: Template;
  /** Empty: a guest. */
  readonly member?: { readonly kind: IdentityKind; readonly value: Template };
  readonly store?: Template;
  readonly channel?: Template;
  readonly line: LineMapping;
  readonly returns?: ReturnsMapping;
}

export type IdentityKind = 'id' | 'card' | 'phone' | 'email' | 'token' | 'externalId';

export interface Format {
  readonly kind: 'delimited' | 'whitespace';
  readonly separator: string;
  readonly quote: string;
  /** The names of the columns; undefined where the first line of the file says them. */
  readonly columns?: readonly string[];
}

export interface LineMapping {
  readonly sku: Template;
  readonly quantity: Template;
  readonly unitPrice?: Template;
  readonly amount?: Template;
  readonly discount?: Template;
  readonly tax?: Template;
  readonly kind?: Template;
  readonly categories: readonly Template[];
}

export interface ReturnsMapping {
  readonly when: { readonly value: Template; readonly like: Pattern };
  /** How the file writes the quantities of returned goods. */
  readonly quantities: 'negative' | 'positive';
}
