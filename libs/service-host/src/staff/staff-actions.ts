import type { Pool } from 'pg';
import type { Clock } from '../time/clock.js';

/** Who changes what by hand, and why. */
export interface AskedByHand {
  /** `key_…`, or `cli:…` where somebody asks at the command line without a key. */
  readonly actor: string;
  readonly method: string;
  /** Of the request, without its query. */
  readonly path: string;
  /** Null where the door does not demand one. */
  readonly reason: string | null;
  readonly requestId: string;
}

export interface KeptStaffAction extends AskedByHand {
  /** Later ones have higher ones. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `done`, `repeated`, `failed` or the code of the problem; null while nobody knows. */
  readonly outcome: string | null;
}

export interface StaffActionsAsked {
  readonly limit: number;
  /** Of one actor. */
  readonly actor?: string;
  /** Of this path and of all below it. */
  readonly path?: string;
  /** The number of the last one of the page before. */
  readonly after?: number;
}

/** The journal of what was changed by hand. Nothing in it is ever removed. */
export interface StaffActions {
  /** Durable when it returns, so that nothing is done by hand of which it does not tell. Answers its number. */
  begin(asked: AskedByHand): Promise<number>;
  end(number: number, outcome: string): Promise<void>;
  /** The newest first. */
  list(asked: StaffActionsAsked): Promise<readonly KeptStaffAction[]>;
}

interface Row extends Omit<KeptStaffAction, 'number' | 'at' | 'requestId'> {
  /** A bigint, which the driver reads as text. */
  readonly number: string;
  readonly at: Date;
  readonly request_id: string;
}

/** The journal in `access.staff_actions`, which all processes share; needs `migrateAccess` first. */
export function createStaffActions(pool: Pool, clock: Clock): StaffActions {
  return {
    async begin({ actor, method, path, reason, requestId }) {
      const { rows } = await pool.query<Pick<Row, 'number'>>(
        `insert into access.staff_actions (at, actor, method, path, reason, request_id)
         values ($1, $2, $3, $4, $5, $6) returning number`,
        [new Date(clock.now()), actor, method, path, reason, requestId],
      );
      return Number(rows[0]?.number);
    },

    async end(number, outcome) {
      await pool.query('update access.staff_actions set outcome = $2 where number = $1', [number, outcome]);
    },

    async list({ limit, actor, path, after }) {
      const { rows } = await pool.query<Row>(
        `select * from access.staff_actions
         where ($2::text is null or actor = $2)
           and ($3::text is null or path = $3 or starts_with(path, $3 || '/'))
           and ($4::bigint is null or number < $4)
         order by number desc limit $1`,
        [limit, actor ?? null, path ?? null, after ?? null],
      );
      return rows.map(({ number, at, request_id: requestId, ...row }) => ({
        ...row,
        number: Number(number),
        at: at.getTime(),
        requestId,
      }));
    },
  };
}

/** A journal that ends with the process: for tests, and for hosts of no database. */
export function inMemoryStaffActions(clock: Clock): StaffActions {
  const kept: KeptStaffAction[] = [];
  return {
    async begin(asked) {
      const number = kept.length + 1;
      kept.unshift({ ...asked, number, at: clock.now(), outcome: null });
      return number;
    },

    async end(number, outcome) {
      const at = kept.length - number;
      const found = kept[at];
      if (!found) throw new Error(`nobody began ${number}`);
      kept[at] = { ...found, outcome };
    },

    async list({ limit, actor, path, after }) {
      return kept
        .filter((each) => actor === undefined || each.actor === actor)
        .filter((each) => path === undefined || each.path === path || each.path.startsWith(`${path}/`))
        .filter((each) => after === undefined || each.number < after)
        .slice(0, limit);
    },
  };
}
