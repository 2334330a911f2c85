import { toId } from '@loyalty/service-host';
import type pg from 'pg';
import type { BlockingHold, MovedWallet, MoveQueue } from '../../application/move-courier.js';
import type { MoveStanding } from '../../application/ports.js';

/** A process that dies with a move in hand holds it for no longer; asked twice, the ledger moves once. */
const LEASE_MS = 5_000;
const FIRST_RETRY_MS = 250;
const RETRY_MS_MAX = 60_000;
/** Holds lapse by themselves; somebody who parts does not wait much longer for it than for the lapse. */
const HELD_RETRY_MS = 1_000;

interface MoveRow {
  readonly id: string;
  readonly attempts: number;
  readonly programme: string;
  readonly from_account: string;
  readonly to_account: string;
  readonly members: readonly string[];
  readonly whole: boolean;
  readonly undoes: string | null;
}

/** A move waits while an earlier one of one of its two accounts is not done: what follows must find what came before. */
const LEASE = `
  update enrollment.moves
  set attempts = attempts + 1, try_at = now() + $2 * interval '1 millisecond'
  where id in (
    select due.id from enrollment.moves due
    where due.done_at is null and due.try_at <= now() and not exists (
      select from enrollment.moves earlier
      where earlier.done_at is null and earlier.place < due.place
        and (earlier.from_account in (due.from_account, due.to_account)
          or earlier.to_account in (due.from_account, due.to_account)))
    order by due.place limit $1
    for update skip locked)
  returning id, attempts, programme, from_account, to_account, members, whole, undoes`;

const DONE = `update enrollment.moves set done_at = now(), moved = $2, waits_for = null where id = $1`;
const LATER = `
  update enrollment.moves set try_at = now() + $2 * interval '1 millisecond', waits_for = coalesce($3, waits_for) where id = $1`;

export function moveQueue(pool: pg.Pool): MoveQueue {
  return {
    async lease(max) {
      const { rows } = await pool.query<MoveRow>(LEASE, [max, LEASE_MS]);
      return rows.map(({ id, attempts, ...row }) => ({
        id,
        attempts,
        asked: {
          move: toId('mov', id),
          programme: row.programme,
          from: toId('acc', row.from_account),
          to: toId('acc', row.to_account),
          members: row.members.map((member) => toId('mem', member)),
          whole: row.whole,
          ...(row.undoes !== null && { undoes: toId('mov', row.undoes) }),
        },
      }));
    },
    async delivered({ id }, answer) {
      if ('moved' in answer) await pool.query(DONE, [id, JSON.stringify(answer.moved, bigintText)]);
      else await pool.query(LATER, [id, HELD_RETRY_MS, JSON.stringify(answer.held, bigintText)]);
    },
    async failed({ id, attempts }) {
      const doubled = FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 30);
      await pool.query(LATER, [id, Math.min(doubled, RETRY_MS_MAX), null]);
    },
  };
}

const bigintText = (_name: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);

interface StandingRow {
  readonly programme: string;
  readonly from_account: string;
  readonly to_account: string;
  readonly moved: readonly Record<Exclude<keyof MovedWallet, 'wallet'> | 'wallet', string>[] | null;
  readonly waits_for: readonly { readonly hold: string; readonly points: string; readonly lapsesAt: number }[] | null;
}

/** How far the moves of a change are, with those that were made with it. */
export function movesOf(pool: pg.Pool): (change: string) => Promise<readonly MoveStanding[]> {
  return async (change) => {
    const { rows } = await pool.query<StandingRow>(
      `select programme, from_account, to_account, moved, waits_for from enrollment.moves
       where change = $1 or change in (select id from enrollment.standing_changes where part_of = $1) order by place`,
      [change],
    );
    return rows.map((row) => ({
      programme: row.programme,
      from: row.from_account,
      to: row.to_account,
      ...(row.moved !== null && { moved: row.moved.map(readMoved) }),
      waitsFor: (row.waits_for ?? []).map(({ points, ...hold }): BlockingHold => ({ ...hold, points: BigInt(points) })),
    }));
  };
}

function readMoved({ wallet, available, held, pending, owed, gone }: Record<keyof MovedWallet, string>): MovedWallet {
  return {
    wallet,
    available: BigInt(available),
    held: BigInt(held),
    pending: BigInt(pending),
    owed: BigInt(owed),
    gone: BigInt(gone),
  };
}
