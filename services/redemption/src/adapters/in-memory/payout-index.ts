import { ENDED } from '../../domain/payouts/payout.js';
import type { Destinations, PayoutIndex } from '../../application/payouts/payout-ports.js';
import type { PayoutRow } from '../../application/payouts/payout-row.js';

interface Kept {
  row: PayoutRow;
  dueAt: number;
  attempts: number;
  wakes: number;
  isDriven: boolean;
}

/** Of one process. */
export function inMemoryPayoutIndex(realClock: { now(): number } = Date): PayoutIndex {
  const kept = new Map<string, Kept>();
  const positions = new Map<number, number>();
  const rows = (): readonly PayoutRow[] => [...kept.values()].map(({ row }) => row);
  return {
    async put(row) {
      const known = kept.get(row.id);
      if (!known) return void kept.set(row.id, { row, dueAt: 0, attempts: 0, wakes: 0, isDriven: false });
      const hasMoved = known.row.status !== row.status;
      if (row.version < known.row.version || (row.version === known.row.version && !hasMoved)) return;
      Object.assign(known, hasMoved ? { row, dueAt: 0, attempts: 0 } : { row });
    },
    async take(limit, now) {
      const due = [...kept.values()].filter(
        ({ row, dueAt, isDriven }) =>
          !ENDED.includes(row.status) &&
          !isDriven &&
          dueAt <= realClock.now() &&
          (row.status !== 'awaiting_approval' || (row.approveBy !== null && row.approveBy <= now)),
      );
      return due.slice(0, limit).map((each) => {
        each.isDriven = true;
        return { id: each.row.id, attempts: each.attempts, wakes: each.wakes };
      });
    },
    async release({ id, wakes }, retryAfterMs) {
      const known = kept.get(id);
      if (!known) return;
      const dueAt = known.wakes === wakes ? realClock.now() + retryAfterMs : 0;
      Object.assign(known, { isDriven: false, attempts: known.attempts + 1, dueAt });
    },
    async wake(id) {
      const known = kept.get(id);
      if (known) Object.assign(known, { wakes: known.wakes + 1, dueAt: 0 });
      return known !== undefined;
    },
    find: async (id) => kept.get(id)?.row,
    sentBetween: async (programme, from, to) =>
      rows()
        .filter(({ programme: of, sentAt }) => of === programme && sentAt !== null && sentAt >= from && sentAt < to)
        .sort((one, other) => (one.sentAt ?? 0) - (other.sentAt ?? 0)),
    list: async ({ programme, status, limit, after }) =>
      rows()
        .filter((row) => (programme ?? row.programme) === row.programme && (status ?? row.status) === row.status)
        .sort(newestFirst)
        .filter((row) => !after || newestFirst(after, row) < 0)
        .slice(0, limit),
    async open() {
      const open = rows().filter(({ status }) => !ENDED.includes(status));
      return [...new Set(open.map(({ status }) => status))].map((status) => {
        const own = open.filter((row) => row.status === status);
        const since = Math.min(...own.map(({ sentAt, requestedAt }) => sentAt ?? requestedAt));
        return { status, count: own.length, since };
      });
    },
    followed: async () => positions,
    async moved(moved) {
      for (const [shard, position] of moved) positions.set(shard, Math.max(position, positions.get(shard) ?? 0));
    },
  };
}

type Place = Pick<PayoutRow, 'requestedAt' | 'id'>;

const newestFirst = (one: Place, other: Place): number =>
  other.requestedAt - one.requestedAt || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0);

export function inMemoryDestinations(): Destinations {
  const kept = new Map<string, string>();
  return {
    keep: async (id, destination) => void kept.set(id, destination),
    find: async (id) => kept.get(id),
    forget: async (id) => void kept.delete(id),
    sweep: async () => undefined,
  };
}
