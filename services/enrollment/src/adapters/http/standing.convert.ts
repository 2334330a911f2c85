import { formatInstant, toId } from '@loyalty/service-host';
import type { MoveStanding } from '../../application/ports.js';

/** How far the ledger is, and what it moved. */
export function movesBody(moves: readonly MoveStanding[]) {
  const waitsFor = moves.flatMap((move) => move.waitsFor);
  return {
    status: moves.every(({ moved }) => moved !== undefined) ? 'done' : waitsFor.length > 0 ? 'waiting' : 'moving',
    moved: moves.flatMap(({ programme, from, to, moved = [] }) =>
      moved.map(({ wallet, available, held, pending, owed, gone }) => ({
        programme,
        from: toId('acc', from),
        to: toId('acc', to),
        wallet,
        available: Number(available),
        held: Number(held),
        pending: Number(pending),
        owed: Number(owed),
        gone: Number(gone),
      })),
    ),
    waitsFor: waitsFor.map(({ hold, points, lapsesAt }) => ({
      hold,
      points: Number(points),
      lapsesAt: formatInstant(lapsesAt),
    })),
  };
}
