import type { LedgerEvent, Slice } from '@loyalty/ledger';
import type { Findings } from './findings.js';

interface Looking {
  readonly findings: Findings;
  readonly count: (name: string) => void;
  readonly now: number;
}

type Lot = Omit<Slice, 'points'> & { points: bigint };

/**
 * What is available, lot by lot, kept by nothing but adding and taking slices: so it can say which lots a debit had to
 * walk, and with which expiry points came back, without asking the ledger that decided it.
 */
export class AvailableLots {
  private readonly lots = new Map<string, Lot>();
  /** By redemption: what was set aside or spent. */
  private readonly held = new Map<string, readonly Slice[]>();

  /** By redemption, wallet and lot. */
  private readonly givenBack = new Map<string, bigint>();

  constructor(private readonly graceEndsAt: (now: number) => number) {}

  take(event: LedgerEvent, { findings, count, now }: Looking): void {
    switch (event.type) {
      case 'PointsEarned':
        for (const lot of event.lots)
          if (lot.availableAt !== null && lot.availableAt <= event.occurredAt) this.add(lot);
        break;
      case 'PointsMatured':
      case 'LotReleased':
      case 'PointsTransferredIn':
        for (const slice of event.slices) this.add(slice);
        break;
      case 'PointsHeld':
        this.expectFirst('a hold takes the soonest to expire', event.slices, findings);
        this.held.set(event.hold, event.slices);
        break;
      case 'PointsBurned':
        this.burn(event, findings);
        break;
      case 'HoldReleased':
        findings.same('a hold gives back what it took', this.held.get(event.hold), event.slices);
        for (const slice of event.slices) this.add(slice);
        break;
      case 'PointsRefunded':
        this.expectExpiry(event, { findings, count, now });
        for (const slice of event.slices) this.add(slice);
        break;
      case 'PointsTransferredOut':
        this.expectFirst('a transfer takes the soonest to expire', event.slices, findings);
        break;
      case 'AccountMovedIn':
        for (const slice of event.slices) this.add(slice);
        for (const { hold, slices } of event.holds) this.held.set(hold, slices);
        break;
      case 'AccountMovedOut':
        for (const { hold } of event.holds) this.held.delete(hold);
        for (const slice of event.slices) this.remove(slice);
        break;
      case 'PointsExpired':
      case 'ShortfallCollected':
      case 'PointsReversed':
      case 'PointsAdjusted':
        for (const slice of event.slices) this.remove(slice);
        break;
    }
    if ('repaid' in event) for (const slice of event.repaid) this.remove(slice);
  }

  private burn(event: LedgerEvent & { type: 'PointsBurned' }, findings: Findings): void {
    if (event.hold === undefined) {
      this.expectFirst('a burn takes the soonest to expire', event.slices, findings);
      if (event.redemption !== undefined) this.held.set(event.redemption, event.slices);
      return;
    }
    const held = this.held.get(event.hold) ?? [];
    const all = [...event.slices, ...event.released];
    findings.same('a capture spends or frees what was held', sumsByLot(held), sumsByLot(all));
    const spent = event.slices.map(placeOf);
    findings.same('a capture spends the soonest to expire', held.map(placeOf).slice(0, spent.length), spent);
    for (const slice of event.released) this.add(slice);
    if (event.redemption !== undefined) this.held.set(event.redemption, event.slices);
  }

  private expectFirst(claim: string, taken: readonly Slice[], findings: Findings): void {
    for (const wallet of new Set(taken.map((slice) => slice.wallet))) {
      const part = taken.filter((slice) => slice.wallet === wallet);
      let left = part.reduce((sum, { points }) => sum + points, 0n);
      const expected: unknown[] = [];
      for (const lot of this.inOrder(wallet)) {
        if (left === 0n) break;
        const points = lot.points < left ? lot.points : left;
        expected.push([...placeOf(lot), points]);
        left -= points;
      }
      findings.same(
        claim,
        expected,
        part.map((slice) => [...placeOf(slice), slice.points]),
      );
    }
    for (const slice of taken) this.remove(slice);
  }

  /** Old, or by grace where that has passed. */
  private expectExpiry(event: LedgerEvent & { type: 'PointsRefunded' }, { findings, count, now }: Looking) {
    const burned = this.held.get(event.redemption ?? '') ?? [];
    for (const slice of event.slices) {
      const from = burned.find(({ lot, wallet }) => lot === slice.lot && wallet === slice.wallet);
      const old = burned.filter(({ lot }) => lot === slice.lot).map(({ expiresAt }) => expiresAt);
      const grace = this.graceEndsAt(now);
      const allowed = old.map((at) => (at !== null && at <= now ? grace : at));
      if (!old.includes(slice.expiresAt)) count('refunded by grace');
      findings.same('a refund goes to a lot that was spent', true, from !== undefined);
      const key = `${event.redemption} ${slice.wallet} ${slice.lot}`;
      const back = (this.givenBack.get(key) ?? 0n) + slice.points;
      this.givenBack.set(key, back);
      const spent = burned.filter(({ lot }) => lot === slice.lot).reduce((sum, { points }) => sum + points, 0n);
      findings.same('a lot gets back no more than was spent of it', true, back <= spent);
      findings.same('a refund keeps the expiry, or has its grace', true, allowed.includes(slice.expiresAt));
    }
  }

  private inOrder(wallet: string): Lot[] {
    const end = ({ expiresAt }: Lot) => expiresAt ?? Infinity;
    return [...this.lots.values()]
      .filter((lot) => lot.wallet === wallet && lot.points > 0n)
      .sort((one, other) =>
        end(one) === end(other)
          ? one.earnedAt - other.earnedAt || (one.lot < other.lot ? -1 : 1)
          : end(one) - end(other),
      );
  }

  private add(slice: Slice): void {
    const key = keyOf(slice);
    const there = this.lots.get(key);
    if (there) there.points += slice.points;
    else this.lots.set(key, { ...slice });
  }

  private remove(slice: Slice): void {
    const there = this.lots.get(keyOf(slice));
    if (!there || there.points < slice.points) throw new Error(`takes what is not there: ${keyOf(slice)}`);
    there.points -= slice.points;
  }
}

const keyOf = ({ wallet, lot, expiresAt }: Slice | Lot) => `${wallet} ${lot} ${expiresAt}`;
const placeOf = ({ lot, expiresAt }: Slice | Lot) => [lot, expiresAt] as const;

function sumsByLot(slices: readonly Slice[]): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const slice of slices) sums[keyOf(slice)] = (sums[keyOf(slice)] ?? 0n) + slice.points;
  return Object.fromEntries(Object.entries(sums).sort(([one], [other]) => (one < other ? -1 : 1)));
}
