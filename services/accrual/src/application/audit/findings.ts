import type { Difference, Mismatch } from './difference.js';

/** So many are named; the rest is counted. */
const NAMED_MAX = 20;

/** Where something stands that was audited. */
export interface Place {
  readonly stream: string;
  readonly version: number;
  /** `pur_…` */
  readonly purchase: string | null;
}

/** What the audit has found so far. */
export class Findings {
  readonly named: Difference[] = [];
  different = 0;
  /** Earned and reversed points: events of accounts. */
  entries = 0;
  purchases = 0;
  returns = 0;
  /** Purchases that earned nothing since they enrolled their member: who enrolled whom is not in the ledger. */
  trusted = 0;

  report(place: Place, { path, expected, found }: Mismatch, offer: string | null = null): void {
    this.different += 1;
    if (this.named.length < NAMED_MAX) {
      const { stream, version, purchase } = place;
      this.named.push({ stream, version, purchase, offer, what: path, expected, found });
    }
  }

  /** Reports the mismatch, where there is one. */
  compare(place: Place, differs: Mismatch | undefined, offer: string | null = null): void {
    if (differs) this.report(place, differs, offer);
  }
}
