import type { Pool } from 'pg';
import type { Cut, DrillDown, GroupsQuestion, MovementRow } from '../../application/ports.js';
import { periodAfter } from '../../domain/period.js';
import type { Group } from '../../domain/statement.js';

/**
 * In which statement a movement stands: the first closed one of its party, not before its month, that had read it; else the
 * first open one, not before its month. A refund is rated when what it gives back was spent.
 */
const PLACED = `
with cuts as (
  select * from jsonb_to_recordset($4::jsonb) as sent (party text, period text, cut bigint[], next text)
), placed as (
  select m.*, to_char(m.occurred_at at time zone $2, 'YYYY-MM') as happened_in
  from analytics.movements m left join analytics.accounts a using (account)
  where coalesce(a.programme, (select min(programme) from analytics.programme_versions having count(distinct programme) = 1)) = $1
    and ($5::bigint[] is null or m.position <= ($5::bigint[])[m.shard + 1])
), rated as (
  select placed.*,
    coalesce(
      (select min(c.period) from cuts c
       where c.party = placed.party and c.period >= happened_in and placed.position <= c.cut[placed.shard + 1]),
      greatest(happened_in, (select max(c.next) from cuts c where c.party = placed.party))
    ) as period,
    greatest(0, width_bucket(
      case when side = 'redeemed' and kind = 'refunded' then coalesce(
        (select min(b.occurred_at) from analytics.movements b
         where b.redemption = placed.redemption and b.side = 'redeemed' and b.kind = 'burned'),
        rated_at
      ) else rated_at end,
      $3::timestamptz[]
    ) - 1) as rated
  from placed
)`;

interface GroupRow extends Omit<Group, 'points'> {
  readonly points: string;
}

export async function countGroups(pool: Pool, question: GroupsQuestion): Promise<readonly Group[]> {
  const { rows } = await pool.query<GroupRow>(
    `${PLACED}
     select party, period, happened_in as "happenedIn", side, kind, wallet, rated, sum(points)::text as points,
       count(*)::integer as movements
     from rated group by party, period, happened_in, side, kind, wallet, rated`,
    parametersOf(question),
  );
  return rows.map(({ points, ...group }) => ({ ...group, points: BigInt(points) }));
}

interface StoredMovement extends Omit<MovementRow, 'points' | 'position' | 'version' | 'occurredAt' | 'recordedAt'> {
  readonly shard: number;
  readonly points: string;
  readonly position: string;
  readonly version: string;
  readonly occurred: string;
  readonly recorded: string;
  readonly ratedMs: string;
}

export async function drillDown(
  pool: Pool,
  { party, period, limit, after, ...question }: DrillDown,
): Promise<readonly (MovementRow & { readonly shard: number })[]> {
  const from = after ? [after.occurredAt, after.shard, after.position, after.part] : [-1e14, 0, 0, 0];
  const { rows } = await pool.query<StoredMovement>(
    `${PLACED}
     select shard, position, part, side, kind, party, account, version, wallet, lot, points, redemption,
       (extract(epoch from occurred_at) * 1000)::bigint as occurred,
       (extract(epoch from recorded_at) * 1000)::bigint as recorded,
       (extract(epoch from rated_at) * 1000)::bigint as "ratedMs"
     from rated
     where party = $6 and period = $7 and (occurred_at, shard, position, part) > (to_timestamp($8 / 1000.0), $9, $10, $11)
     order by occurred_at, shard, position, part limit $12`,
    [...parametersOf(question), party, period, ...from, limit],
  );
  return rows.map(({ points, position, version, occurred, recorded, ratedMs, ...row }) => ({
    ...row,
    points: BigInt(points),
    position: Number(position),
    version: Number(version),
    occurredAt: Number(occurred),
    recordedAt: Number(recorded),
    ratedAt: Number(ratedMs),
  }));
}

function parametersOf({ programme, timeZone, appliedAt, closings, upTo }: GroupsQuestion): unknown[] {
  const cuts = closings.map(({ party, period, cut }: Cut) => ({ party, period, cut, next: periodAfter(period) }));
  return [programme, timeZone, appliedAt.map((at) => new Date(at).toISOString()), JSON.stringify(cuts), upTo ?? null];
}
