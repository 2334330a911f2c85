import type { LedgerEvent } from '@loyalty/ledger';
import { type CauseSaid, type EntrySaid, type PointsOf, REVIEW, type Unit } from '@loyalty/programme';

interface Portion {
  readonly wallet: string;
  readonly points: bigint;
}

/** What an event of an account says to its member, as data; `libs/programme` puts it into words. */
export function entrySaid(event: LedgerEvent, unitOf: (wallet: string) => Unit, cause?: CauseSaid): EntrySaid {
  const points = (portions: readonly Portion[]) => pointsOf(portions, unitOf);
  const said = { ...mainSaid(event, points), ...(cause && { cause }) };
  const repaid = 'repaid' in event ? { repaid: points(event.repaid) } : {};
  switch (event.type) {
    case 'PointsEarned': {
      const inReview = event.lots.filter(({ awaits }) => awaits?.action === REVIEW);
      return { ...said, sides: { ...repaid, inReview: points(inReview) } };
    }
    case 'PointsBurned':
      return { ...said, sides: { ...repaid, notNeeded: points(event.released) } };
    case 'PointsAdjusted':
      return { ...said, sides: { ...repaid, notThere: points(event.owed) } };
    case 'AccountMovedOut':
    case 'AccountMovedIn': {
      const stillHeld = points(event.holds.flatMap(({ slices }) => slices));
      return { ...said, sides: { stillHeld, debt: points(event.owed) } };
    }
    case 'PointsReversed': {
      const { pendingSlices, owed, shortfall } = event;
      const expiredBefore = event.expiredBefore.reduce((sum, each) => sum + each.points, 0n);
      const sides = { pending: points(pendingSlices), spent: points(owed), shortfall: points(shortfall) };
      return { ...said, sides, expiredBefore };
    }
    default:
      return { ...said, sides: repaid };
  }
}

const HOLD_RELEASED = { voided: 'hold_voided', rejected: 'hold_rejected', lapsed: 'hold_lapsed' } as const;

type Told = (portions: readonly Portion[]) => readonly PointsOf[];

function mainSaid(event: LedgerEvent, points: Told): EntrySaid {
  switch (event.type) {
    case 'PointsEarned':
      return { kind: 'earned', points: points(event.lots), ...reasonOf(event) };
    case 'PointsMatured':
      return { kind: 'matured', points: points(event.slices) };
    case 'LotReleased':
      if (event.action === REVIEW) return { kind: 'review_released', points: points(event.slices) };
      return { kind: 'released', points: points(event.slices), who: event.action };
    case 'PointsHeld':
      return { kind: 'held', points: points(event.slices), until: event.lapsesAt, ...purposeOf(event) };
    case 'HoldReleased':
      return {
        kind: HOLD_RELEASED[event.cause],
        points: points(event.slices),
        ...purposeOf(event),
        ...(event.actor === undefined ? {} : { who: event.actor }),
        ...reasonOf(event),
      };
    case 'PointsBurned':
      return { kind: 'burned', points: points(event.slices), ...redemptionOf(event) };
    case 'PointsRefunded':
      return { kind: 'refunded', points: points(event.slices), ...redemptionOf(event) };
    case 'PointsExpired':
      return { kind: 'expired', points: points(event.slices) };
    case 'PointsReversed': {
      const { actor: who, reason, slices, pendingSlices, owed } = event;
      const taken = points([...slices, ...pendingSlices, ...owed]);
      // No return and no void names who did it: a person said no in a review.
      if (who === undefined || reason === undefined) return { kind: 'reversed', points: taken };
      return { kind: 'review_rejected', points: taken, who, reason };
    }
    case 'ShortfallCollected':
      return { kind: 'collected', points: points(event.slices) };
    case 'PointsAdjusted': {
      const { actor: who, reason, lots, slices, owed } = event;
      if (lots.length > 0) return { kind: 'added', points: points(lots), who, reason };
      return { kind: 'taken_away', points: points([...slices, ...owed]), who, reason };
    }
    case 'PointsTransferredOut':
      return { kind: 'transferred_out', points: points(event.slices), who: event.to, ...reasonOf(event) };
    case 'PointsTransferredIn':
      return { kind: 'transferred_in', points: points(event.slices), who: event.from, ...reasonOf(event) };
    case 'AccountMovedOut':
      return { kind: 'moved_out', points: points([...event.slices, ...event.lots]), who: event.to };
    case 'AccountMovedIn':
      return { kind: 'moved_in', points: points([...event.slices, ...event.lots]), who: event.from };
    default:
      throw new Error(`no words are known for ${(event satisfies never as LedgerEvent).type}`);
  }
}

function pointsOf(portions: readonly Portion[], unitOf: (wallet: string) => Unit): readonly PointsOf[] {
  const sums = new Map<string, bigint>();
  for (const { wallet, points } of portions) sums.set(wallet, (sums.get(wallet) ?? 0n) + points);
  return [...sums].map(([wallet, points]) => ({ points, unit: unitOf(wallet) }));
}

function reasonOf({ reason }: { readonly reason?: string }) {
  return reason === undefined ? {} : { reason };
}

function redemptionOf({ redemption }: { readonly redemption?: string }) {
  return redemption === undefined ? {} : { redemption };
}

/** What a hold is for. A gift that waits for a person is held under the name of the transfer that it is to become. */
function purposeOf(event: { readonly hold: string; readonly redemption?: string }) {
  return event.hold.startsWith('trf_') ? { gift: event.hold } : redemptionOf(event);
}
