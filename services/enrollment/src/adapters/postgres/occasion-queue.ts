import { toId } from '@loyalty/service-host';
import type pg from 'pg';
import type { OccasionQueue } from '../../application/occasions.js';

/** A process that dies with an occasion in hand holds it for no longer; reported twice, it earns once. */
const LEASE_MS = 10_000;
const FIRST_RETRY_MS = 250;
const RETRY_MS_MAX = 60_000;

interface OccasionRow {
  readonly id: string;
  readonly attempts: number;
  readonly member: string;
  readonly programme: string;
  readonly occasion: string;
  readonly occurred_at: Date;
  readonly account: string | null;
}

/** The account is that of whom the member stands as now, whatever has happened since the occasion. */
const LEASE = `
  update enrollment.occasions o
  set attempts = o.attempts + 1, try_at = now() + $2 * interval '1 millisecond'
  where o.id in (
    select due.id from enrollment.occasions due
    where due.given_at is null and due.try_at <= now()
    order by due.try_at limit $1
    for update skip locked)
  returning o.id, o.attempts, o.member, o.programme, o.occasion, o.occurred_at,
    (select a.id from enrollment.members m
     left join enrollment.standings s on s.member = m.id
     join enrollment.accounts a on a.member = coalesce(s.stands_as, m.id) and a.programme = o.programme
     where m.id = o.member and m.erased_at is null) as account`;

const GIVEN = `update enrollment.occasions set given_at = now() where id = $1`;
const LATER = `update enrollment.occasions set try_at = now() + $2 * interval '1 millisecond' where id = $1`;

export function occasionQueue(pool: pg.Pool): OccasionQueue {
  return {
    async lease(max) {
      const { rows } = await pool.query<OccasionRow>(LEASE, [max, LEASE_MS]);
      return rows.map(({ id, attempts, member, programme, occasion, occurred_at: occurredAt, account }) => ({
        id,
        attempts,
        ...(account !== null && {
          occasion: {
            member: toId('mem', member),
            account: toId('acc', account),
            programme,
            occasion,
            occurredAt: occurredAt.getTime(),
          },
        }),
      }));
    },
    async delivered({ id }) {
      await pool.query(GIVEN, [id]);
    },
    async failed({ id, attempts }) {
      const doubled = FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 30);
      await pool.query(LATER, [id, Math.min(doubled, RETRY_MS_MAX)]);
    },
  };
}
