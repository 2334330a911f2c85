import { isPending, type LedgerEvent, type Lot, type Moved, type Slice } from '@loyalty/ledger';

/** Points of one Lot that move between its books, or in and out of the account; signed. */
export interface LotMovement {
  readonly slice: Slice;
  readonly points: bigint;
  readonly available: bigint;
  readonly held: bigint;
  readonly pending: bigint;
  readonly lot?: Lot;
}

type Books = Partial<Omit<LotMovement, 'slice' | 'lot'>>;

/** Every point that an event moves, Lot by Lot. What is owed belongs to no Lot and shows in the balance alone. */
export function lotMovements(event: LedgerEvent): readonly LotMovement[] {
  switch (event.type) {
    case 'PointsEarned':
      return [...issued(event.lots, event.occurredAt), ...taken(event.repaid)];
    case 'PointsMatured':
      return [...each(event.slices, (points) => ({ pending: -points, available: points })), ...taken(event.repaid)];
    case 'LotReleased':
      return [...released(event.slices, event), ...taken(event.repaid)];
    case 'PointsHeld':
      return each(event.slices, (points) => ({ available: -points, held: points }));
    case 'HoldReleased':
      return [...unheld(event.slices), ...taken(event.repaid)];
    case 'PointsBurned':
      if (event.hold === undefined) return taken(event.slices);
      return [
        ...each(event.slices, (points) => ({ held: -points })),
        ...unheld(event.released),
        ...taken(event.repaid),
      ];
    case 'PointsRefunded':
      return [...each(event.slices, (points) => ({ available: points })), ...taken(event.repaid)];
    case 'PointsTransferredIn':
      return [
        ...issued(
          event.slices.map((slice) => ({ ...slice, availableAt: event.occurredAt })),
          event.occurredAt,
        ),
        ...taken(event.repaid),
      ];
    case 'PointsReversed':
      return [...taken(event.slices), ...each(event.pendingSlices, (points) => ({ pending: -points }))];
    case 'PointsAdjusted':
      return [...issued(event.lots, event.occurredAt), ...taken(event.slices), ...taken(event.repaid)];
    case 'AccountMovedOut':
      return [
        ...taken(event.slices),
        ...each(event.lots, (points) => ({ pending: -points })),
        ...each(heldBy(event), (points) => ({ held: -points })),
      ];
    case 'AccountMovedIn':
      return [
        ...issued(
          event.slices.map((slice) => ({ ...slice, availableAt: event.occurredAt })),
          event.occurredAt,
        ),
        ...event.lots.map((lot) => ({ ...movement(lot, { points: lot.points, pending: lot.points }), lot })),
        ...each(heldBy(event), (points) => ({ points, held: points })),
        ...taken(event.repaid),
      ];
    case 'PointsExpired':
    case 'ShortfallCollected':
      return taken(event.slices);
    case 'PointsTransferredOut':
      return event.hold === undefined ? taken(event.slices) : each(event.slices, (points) => ({ held: -points }));
    default:
      throw new Error(`no movements are known for ${(event satisfies never as LedgerEvent).type}`);
  }
}

const heldBy = ({ holds }: Moved): Slice[] => holds.flatMap(({ slices }) => slices);

function issued(lots: readonly Lot[], occurredAt: number): LotMovement[] {
  return lots.map((lot) => ({
    ...movement(lot, isPending(lot, occurredAt) ? { pending: lot.points } : { available: lot.points }),
    points: lot.points,
    lot,
  }));
}

/** Released points leave the Lot as it waited, without an expiry, and stand in it again with the terms now fixed. */
function released(slices: readonly Slice[], by: { availableAt: number; occurredAt: number }): LotMovement[] {
  return slices.flatMap((slice) => {
    const waited = movement({ ...slice, expiresAt: null }, { points: -slice.points, pending: -slice.points });
    return [waited, ...issued([{ ...slice, availableAt: by.availableAt }], by.occurredAt)];
  });
}

const taken = (slices: readonly Slice[]): LotMovement[] => each(slices, (points) => ({ available: -points }));
const unheld = (slices: readonly Slice[]): LotMovement[] =>
  each(slices, (points) => ({ held: -points, available: points }));

function each(slices: readonly Slice[], books: (points: bigint) => Books): LotMovement[] {
  return slices.map((slice) => movement(slice, books(slice.points)));
}

function movement(slice: Slice, { points = 0n, available = 0n, held = 0n, pending = 0n }: Books): LotMovement {
  return { slice, points, available, held, pending };
}
