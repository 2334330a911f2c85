import type { BatchAnswer } from '../client/batch.js';
import type { ImportRequest } from './mapping/import-request.js';

interface PurchaseAnswer {
  readonly account: { readonly id: string } | null;
  readonly totals: readonly { readonly earned: number }[];
  readonly repeated: boolean;
}

interface ReturnAnswer {
  readonly account: { readonly id: string } | null;
  readonly takenBack: readonly { readonly points: number }[];
  readonly unmatched: readonly { readonly sku?: string; readonly quantity?: string }[];
  readonly repeated: boolean;
}

/** What one import has added, and what it could not. */
export class Tally {
  purchases = 0;
  returns = 0;
  repeated = 0;
  rejected = 0;
  /** Units of blind returns that matched no purchase. */
  unmatched = 0;
  points = 0;
  takenBack = 0;
  private readonly accounts = new Set<string>();

  get members(): number {
    return this.accounts.size;
  }

  get handled(): number {
    return this.purchases + this.returns + this.repeated + this.rejected;
  }

  count(request: ImportRequest, answer: BatchAnswer): void {
    if (answer.status >= 400) {
      this.rejected += 1;
      return;
    }
    const body = answer.body as PurchaseAnswer | ReturnAnswer;
    if (body.account !== null) this.accounts.add(body.account.id);
    if (body.repeated) {
      this.repeated += 1;
    } else if (request.kind === 'purchase') {
      this.purchases += 1;
      for (const { earned } of (body as PurchaseAnswer).totals) this.points += earned;
    } else {
      this.returns += 1;
      for (const { points } of (body as ReturnAnswer).takenBack) this.takenBack += points;
      this.unmatched += (body as ReturnAnswer).unmatched.length;
    }
  }
}
