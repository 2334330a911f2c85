import { lineShare, pointsLeft, pointsOfFirst, returnUnits, type LineShare, type MadePoints } from '@loyalty/ledger';
import { leftOf, type Gone } from '../evaluation/counters.js';
import type { EarnedLot, Evaluation, OfferCount, VisitCount } from '../evaluation/evaluation.js';
import type { Instant, Micro, Purchase } from '../purchase.js';

/** A lot with the name by which the account knows it. */
export interface NamedLot extends EarnedLot {
  readonly lot: string;
}

/** A purchase that was bought, what it earned, and what of it has come back: rule 6 by the ledger's own shares. */
export class Bought {
  readonly lots: readonly NamedLot[];
  readonly counts: readonly OfferCount<string>[];
  readonly visits: readonly VisitCount[];
  private readonly shares = new Map<string, Map<string, LineShare>>();
  private readonly back = new Map<string, Micro>();
  private readonly withdrawn = new Set<string>();

  constructor(
    readonly name: string,
    readonly purchase: Purchase,
    evaluation: Evaluation,
    lotIds: readonly string[],
  ) {
    const idOf = (at: number) => lotIds[at] ?? '';
    this.lots = evaluation.lots.map((lot, at) => ({ ...lot, lot: idOf(at) }));
    this.counts = (evaluation.counts ?? []).map((count) => ({
      ...count,
      lot: count.lot === null ? null : idOf(count.lot),
    }));
    this.visits = evaluation.visits ?? [];
    for (const { lot, lines } of this.lots) {
      const carried = lines.map(({ line, points }): [string, LineShare] => {
        const { quantity = 0n, amount = 0n } = purchase.lines.find(({ id }) => id === line) ?? {};
        return [line, lineShare({ points, quantity, amount })];
      });
      this.shares.set(lot, new Map(carried));
    }
  }

  get at(): Instant {
    return this.purchase.occurredAt;
  }

  /** How much of a line has come back. */
  returned(line: string): Micro {
    return this.back.get(line) ?? 0n;
  }

  get isGone(): boolean {
    return this.purchase.lines.every(({ id, quantity }) => this.returned(id) === quantity);
  }

  /** What is gone at this moment; it stays so, whatever comes back later. */
  gone(): Gone<string> {
    const shares = new Map([...this.shares].map(([lot, lines]) => [lot, new Map(lines)]));
    const [back, withdrawn] = [new Map(this.back), new Set(this.withdrawn)];
    return {
      withdrawn,
      isGone: (line) => back.get(line) === this.purchase.lines.find(({ id }) => id === line)?.quantity,
      points: (lot, line) => {
        const share = shares.get(lot)?.get(line);
        const carried = share?.issued.points ?? 0n;
        return { carried, gone: share ? carried - pointsLeft(share) : 0n };
      },
    };
  }

  /** Takes units out, and says what they carry of each lot. No more than is left. */
  take(units: ReadonlyMap<string, Micro>): readonly MadePoints[] {
    for (const [line, quantity] of units) this.back.set(line, this.returned(line) + quantity);
    return this.takeShares((line, share) => returnUnits(share, units.get(line) ?? 0n));
  }

  /** What is left of a bonus leaves the lines that carry it; units that come back later carry the rest. */
  withdraw(count: OfferCount<string>): readonly MadePoints[] {
    const left = new Map(leftOf(count, this, this.gone()).map(({ line, points }) => [line, points]));
    this.withdrawn.add(count.offer);
    return this.takeShares((line, share, lot) => {
      const points = lot === count.lot ? (left.get(line) ?? 0n) : 0n;
      if (points === 0n) return { points, share };
      const rest = { points: pointsLeft(share) - points, quantity: share.quantity - share.returned, returned: 0n };
      return { points, share: { ...share, ...rest } };
    });
  }

  /** Whether this offer's bonus is still here, at least in part. */
  holds(count: OfferCount<string>): boolean {
    if (this.withdrawn.has(count.offer)) return false;
    return leftOf(count, this, this.gone()).some(({ points }) => points > 0n);
  }

  /** The purchase without what came back. */
  kept(): Purchase {
    const lines = this.purchase.lines.flatMap((line) => {
      const gone = this.returned(line.id);
      if (gone === line.quantity) return [];
      const rest = (sum: bigint) => sum - pointsOfFirst(gone, { points: sum, quantity: line.quantity });
      const [amount, discount, tax] = [rest(line.amount), rest(line.discount), rest(line.tax)];
      return [{ ...line, quantity: line.quantity - gone, amount, discount, tax }];
    });
    return { ...this.purchase, lines };
  }

  private takeShares(
    from: (line: string, share: LineShare, lot: string) => { readonly points: bigint; readonly share: LineShare },
  ): readonly MadePoints[] {
    return this.lots.map(({ lot, wallet }) => {
      let sum = 0n;
      const lines = this.shares.get(lot);
      for (const [line, before] of lines ?? []) {
        const { points, share } = from(line, before, lot);
        lines?.set(line, share);
        sum += points;
      }
      return { lot, wallet, points: sum };
    });
  }
}
