import type { LedgerEvent, Lot, Moved, Slice, WalletPoints } from '@loyalty/ledger';

/** Points of the programme itself stand under no partner's name. */
export const OWN = '';

/**
 * `issued`: what becomes of the points that somebody issued, counted by what is still to be honoured of them. `redeemed`:
 * what was spent at somebody.
 */
export type Side = 'issued' | 'redeemed';

export type Kind =
  | 'issued'
  | 'adjusted'
  | 'burned'
  | 'refunded'
  | 'expired'
  | 'reversed'
  /** Points of one lot paid what was owed for others: a debt belongs to the programme, which gets them. */
  | 'repaid'
  /** To and from other accounts; over all of them they are nothing. */
  | 'transferred';

/** What one event does to the points of one lot, or to what somebody is owed for points spent at them. */
export interface Movement {
  readonly side: Side;
  readonly kind: Kind;
  /** The partner, or `OWN`. */
  readonly party: string;
  readonly wallet: string;
  /** Null: owed, so of no lot. */
  readonly lot: string | null;
  /** Signed. */
  readonly points: bigint;
  /** When the terms were frozen by which it is paid for. */
  readonly ratedAt: number;
}

/** Every point that an event brings in, takes out, or spends at somebody. What only moves between books is none. */
export function movementsOf(event: LedgerEvent): readonly Movement[] {
  const repaid = 'repaid' in event ? repayments(event.repaid, event.occurredAt) : [];
  return [...mainMovements(event), ...repaid];
}

function mainMovements(event: LedgerEvent): readonly Movement[] {
  switch (event.type) {
    case 'PointsEarned':
      return put('issued', event.lots);
    case 'PointsAdjusted':
      return [...put('adjusted', event.lots), ...take('adjusted', event.slices), ...owe('adjusted', event)];
    case 'PointsBurned':
      return [...take('burned', event.slices), ...spent(event, 1n)];
    case 'PointsRefunded':
      return [...put('refunded', event.slices), ...spent(event, -1n)];
    case 'PointsExpired':
      return take('expired', event.slices);
    case 'PointsReversed':
      return [...take('reversed', [...event.slices, ...event.pendingSlices]), ...owe('reversed', event)];
    case 'ShortfallCollected':
      return take('reversed', event.slices);
    case 'PointsTransferredOut':
      return take('transferred', event.slices);
    case 'PointsTransferredIn':
      return put('transferred', event.slices);
    case 'AccountMovedOut':
      return [...take('transferred', allOf(event)), ...owe('transferred', event, 1n)];
    case 'AccountMovedIn':
      return [...put('transferred', allOf(event)), ...owe('transferred', event)];
    case 'PointsMatured':
    case 'LotReleased':
    case 'PointsHeld':
    case 'HoldReleased':
      return [];
    default:
      throw new Error(`no movements are known for ${(event satisfies never as LedgerEvent).type}`);
  }
}

const allOf = ({ slices, lots, holds }: Moved): readonly Slice[] => [
  ...slices,
  ...lots,
  ...holds.flatMap((hold) => hold.slices),
];

const put = (kind: Kind, slices: readonly (Slice | Lot)[]) => slices.map((slice) => ofLot(kind, slice, slice.points));
const take = (kind: Kind, slices: readonly Slice[]) => slices.map((slice) => ofLot(kind, slice, -slice.points));

/** A lot that was given away keeps the name under which it was issued. */
function ofLot(kind: Kind, { wallet, partner = OWN, earnedAt, lot, origin }: Slice, points: bigint): Movement {
  return { side: 'issued', kind, party: partner, wallet, lot: origin?.lot ?? lot, points, ratedAt: earnedAt };
}

/** What no lot could give is owed, and is nobody's but the programme's. */
function owe(
  kind: Kind,
  { owed, occurredAt }: { readonly owed: readonly WalletPoints[]; readonly occurredAt: number },
  sign: 1n | -1n = -1n,
): readonly Movement[] {
  return owed.map(({ wallet, points }) => ofNoLot(kind, wallet, { points: sign * points, ratedAt: occurredAt }));
}

function repayments(slices: readonly Slice[], occurredAt: number): readonly Movement[] {
  return slices.flatMap((slice) => [
    ofLot('repaid', slice, -slice.points),
    ofNoLot('repaid', slice.wallet, { points: slice.points, ratedAt: occurredAt }),
  ]);
}

const ofNoLot = (kind: Kind, wallet: string, moved: Pick<Movement, 'points' | 'ratedAt'>): Movement => ({
  side: 'issued',
  kind,
  party: OWN,
  wallet,
  lot: null,
  ...moved,
});

/** At whom they were spent. A refund is rated as what it gives back, which is found by its redemption. */
function spent(
  event: Extract<LedgerEvent, { type: 'PointsBurned' | 'PointsRefunded' }>,
  sign: 1n | -1n,
): readonly Movement[] {
  const kind = event.type === 'PointsBurned' ? 'burned' : 'refunded';
  const { partner = OWN, occurredAt, slices } = event;
  return slices.map(({ wallet, lot, origin, points }) => ({
    side: 'redeemed',
    kind,
    party: partner,
    wallet,
    lot: origin?.lot ?? lot,
    points: sign * points,
    ratedAt: occurredAt,
  }));
}
