import { formatInstant, toId } from '@loyalty/service-host';
import type { MoveStanding } from '../../application/ports.js';
import type { StandingChange, StandingKind } from '../../domain/standing.js';

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

/** What undoes a change is named as the change itself is. */
const PREFIXES: Readonly<Record<StandingKind, string>> = {
  merge: 'mrg',
  unmerge: 'umg',
  household: 'hhd',
  join: 'chg',
  leave: 'chg',
};
const UNDONE: Readonly<Partial<Record<StandingKind, StandingKind>>> = { unmerge: 'merge', leave: 'join' };
const UNDOING: Readonly<Partial<Record<StandingKind, StandingKind>>> = { merge: 'unmerge', join: 'leave' };

export function changeBody(change: StandingChange) {
  const { id, kind, member, other, undoes, undoneBy, takes, actor, reason, changedAt } = change;
  const isMerge = kind === 'merge' || kind === 'unmerge';
  return {
    id: nameOf(kind, id),
    kind,
    at: formatInstant(changedAt),
    actor,
    reason,
    member: { id: toId('mem', member) },
    ...(isMerge ? { into: { id: toId('mem', other) } } : { household: { id: toId('hhd', other) } }),
    ...(undoes !== undefined && { undoes: nameOf(UNDONE[kind], undoes) }),
    ...(undoneBy !== undefined && { undoneBy: nameOf(UNDOING[kind], undoneBy) }),
    ...(takes !== undefined && { takes }),
  };
}

const nameOf = (kind: StandingKind = 'join', id: string) => toId(PREFIXES[kind], id);
