import { toId } from '@loyalty/service-host';
import type pg from 'pg';
import type { ClaimQueue, LeasedClaim } from '../../application/claim-courier.js';

export interface ClaimTimes {
  /** A process that dies with a claim in hand holds it for no longer. */
  readonly leaseMs: number;
  readonly firstRetryMs: number;
  readonly retryMsMax: number;
  /** Longer than any purchase can be under way between asking who someone is and its commit. */
  readonly lookAgainMs: number;
}

export const CLAIM_TIMES: ClaimTimes = {
  leaseMs: 30_000,
  firstRetryMs: 250,
  retryMsMax: 300_000,
  lookAgainMs: 60_000,
};

interface ClaimRow {
  readonly id: string;
  readonly attempts: number;
  readonly looked_once: boolean;
  readonly member: string;
  readonly account: string;
  readonly programme: string;
  readonly strangers: readonly string[];
  readonly joined_at: Date;
}

/**
 * In order per member: a claim waits while an earlier one of the same member has not been delivered. Its second
 * delivery only repeats what was said before, so it holds nobody up and needs no order.
 */
const LEASE = `
  update enrollment.waiting_claims
  set attempts = attempts + 1, deliver_at = now() + $2 * interval '1 millisecond'
  where id in (
    select due.id from enrollment.waiting_claims due
    where due.deliver_at <= now()
      and (due.looked_once or not exists (
        select from enrollment.waiting_claims earlier
        where earlier.member = due.member and earlier.id < due.id and not earlier.looked_once))
    order by due.deliver_at limit $1
    for update skip locked)
  returning id, attempts, looked_once, member, account, programme, strangers, joined_at`;

const LOOK_AGAIN = `
  update enrollment.waiting_claims
  set looked_once = true, attempts = 0, deliver_at = now() + $2 * interval '1 millisecond' where id = $1`;

const RETRY = `update enrollment.waiting_claims set deliver_at = now() + $2 * interval '1 millisecond' where id = $1`;

const FORGET = `delete from enrollment.waiting_claims where id = $1`;

export function waitingClaims(pool: pg.Pool, times: ClaimTimes = CLAIM_TIMES): ClaimQueue {
  return {
    async lease(max) {
      const { rows } = await pool.query<ClaimRow>(LEASE, [max, times.leaseMs]);
      return rows.map(toLeased);
    },
    async delivered({ id, lookedOnce }) {
      await (lookedOnce ? pool.query(FORGET, [id]) : pool.query(LOOK_AGAIN, [id, times.lookAgainMs]));
    },
    async failed({ id, attempts }) {
      const doubled = times.firstRetryMs * 2 ** Math.min(attempts - 1, 30);
      await pool.query(RETRY, [id, Math.min(doubled, times.retryMsMax)]);
    },
  };
}

function toLeased(row: ClaimRow): LeasedClaim {
  return {
    id: row.id,
    attempts: row.attempts,
    lookedOnce: row.looked_once,
    claim: {
      member: toId('mem', row.member),
      account: toId('acc', row.account),
      programme: row.programme,
      strangers: row.strangers.map((stranger) => toId('str', stranger)),
      joinedAt: row.joined_at.getTime(),
    },
  };
}
