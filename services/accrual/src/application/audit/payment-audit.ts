import {
  redemptionStream,
  type PointsPaid,
  type PurchaseRecorded,
  type RedemptionEvent,
  type RedemptionState,
  type ReturnedLine,
} from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import { spreadPayments, worthOf, type Programme } from '@loyalty/programme';
import { toId } from '@loyalty/service-host/values';
import { paidBack, pointsPayments } from '../../domain/units/paid-with-points.js';
import { mismatch } from './difference.js';
import type { Findings, Place } from './findings.js';

interface Side {
  place: Place;
  readonly path: string;
  byPurchase: bigint;
  byRedemption: bigint;
}

/**
 * What points paid, and what of them came back: each purchase says it, and so does the redemption whose points they were. Both
 * are told in one commit, so they are compared when all of an instant is there.
 */
export class PaymentAudit {
  private readonly sides = new Map<string, Side>();

  constructor(private readonly findings: Findings) {}

  /** What each line bears of them follows from the lines and from the programme that judged. */
  recorded(place: Place, facts: PurchaseRecorded, programme: Programme): void {
    const payments = pointsPayments(facts);
    if (payments.length === 0) return;
    const spread = spreadPayments(
      programme,
      facts,
      payments.map(({ amount, paid: { points } }) => ({ amount, points })),
    );
    const found = payments.map(({ paid }: { readonly paid: PointsPaid }) => paid.lines);
    this.findings.compare(place, mismatch(spread, found, 'payments.lines'));
    for (const { redemption, paid, amount } of payments) {
      const cause = `${facts.purchase} ${redemption}`;
      this.tell(place, `points ${cause}`, { path: 'payments.points', byPurchase: paid.points });
      this.tell(place, `amount ${cause}`, { path: 'payments.amount', byPurchase: amount });
    }
  }

  /** `cause`: the return, or nothing where all was voided. */
  wentBack(place: Place, facts: PurchaseRecorded, back: { lines: readonly ReturnedLine[]; cause: string | undefined }) {
    for (const { redemption, points } of paidBack(facts, back.lines)) {
      const key = `back ${facts.purchase} ${redemption} ${back.cause ?? 'void'}`;
      this.tell(place, key, { path: 'givenBack', byPurchase: points });
    }
  }

  take(recorded: RecordedEvent, before: RedemptionState): RedemptionState {
    const event: RedemptionEvent = redemptionStream.decode(recorded);
    const { stream, version } = recorded;
    const redemption = toId('red', stream);
    const after = redemptionStream.evolve(before, event);
    if (event.type === 'PurchasePaid') {
      const place = { stream, version, purchase: event.purchase };
      const cause = `${event.purchase} ${redemption}`;
      this.tell(place, `points ${cause}`, { path: 'points', byRedemption: event.points });
      this.tell(place, `amount ${cause}`, { path: 'amount', byRedemption: event.amount });
      this.findings.compare(place, mismatch(worthIn(before, event.points), event.amount, 'amount'));
    } else if (event.type === 'RedemptionRefunded' && event.purchase !== undefined) {
      const place = { stream, version, purchase: event.purchase };
      const key = `back ${event.purchase} ${redemption} ${event.return ?? 'void'}`;
      for (const { points } of event.slices) this.tell(place, key, { path: 'slices', byRedemption: points });
    }
    return after;
  }

  settle(): void {
    if (this.sides.size === 0) return;
    for (const { place, path, byPurchase, byRedemption } of this.sides.values()) {
      this.findings.report(place, { path, expected: byPurchase, found: byRedemption });
    }
    this.sides.clear();
  }

  private tell(
    place: Place,
    key: string,
    { path, byPurchase = 0n, byRedemption = 0n }: { path: string } & Partial<Pick<Side, 'byPurchase' | 'byRedemption'>>,
  ): void {
    const side = this.sides.get(key) ?? { place, path, byPurchase: 0n, byRedemption: 0n };
    side.byPurchase += byPurchase;
    side.byRedemption += byRedemption;
    if (side.byPurchase === side.byRedemption) this.sides.delete(key);
    else this.sides.set(key, side);
  }
}

/** By the rate that was frozen, wherever it came from. */
function worthIn(state: RedemptionState, points: bigint): bigint | undefined {
  const rate = state.status === 'known' ? state.facts.rate : undefined;
  return rate && worthOf(points, rate);
}
