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
  /** Differences in a stream after the first of its events that does not fit: they may be that event's doing alone. */
  consequences = 0;
  private readonly brokenAt = new Map<string, number>();

  /** What stands in this stream later no longer proves anything, and must not bury what else is wrong. */
  breakAt({ stream, version }: Place): void {
    if (!this.brokenAt.has(stream)) this.brokenAt.set(stream, version);
  }

  isBroken(stream: string): boolean {
    return this.brokenAt.has(stream);
  }

  report(place: Place, { path, expected, found }: Mismatch, offer: string | null = null): void {
    if (place.version > (this.brokenAt.get(place.stream) ?? Infinity)) {
      this.consequences += 1;
      return;
    }
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
