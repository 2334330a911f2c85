import type { PointsTransferredOut, Slice } from '@loyalty/ledger';

/**
 * Slices as the receiver gets them: Lots of their own, which say where they were made. So they stay where they were given
 * to when members part, a return of the giver finds them no more, and a reversal finds exactly what is left of them.
 */
export function givenAway(
  { transfer, slices }: PointsTransferredOut,
  { from, member }: { readonly from: string; readonly member: string },
): readonly Slice[] {
  return slices.map(({ origin, ...slice }, at) => ({
    ...slice,
    lot: giftLot(transfer, at),
    member,
    origin: origin ?? { account: from, lot: slice.lot, member: slice.member },
  }));
}

/** What of a gift comes back, in the terms with which it was given. */
export function givenBack(
  out: PointsTransferredOut,
  { taken, from }: { readonly taken: readonly Slice[]; readonly from: string },
): readonly Slice[] {
  return out.slices.flatMap(({ origin, ...slice }, at) => {
    const lot = giftLot(out.transfer, at);
    const points = taken.reduce((sum, each) => (each.lot === lot ? sum + each.points : sum), 0n);
    const home = origin ?? { account: from, lot: slice.lot, member: slice.member };
    return points === 0n ? [] : [{ ...slice, points, origin: home }];
  });
}

/** It follows from the transfer, so that nobody has to keep which lots those were. */
export function giftLot(transfer: string, at: number): string {
  return `lot_${transfer.replace(/^trf_/, '')}_${at}`;
}
