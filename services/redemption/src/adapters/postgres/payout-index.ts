import type { DataSource } from 'typeorm';
import type { DuePayout, PayoutIndex } from '../../application/payouts/payout-ports.js';
import type { PayoutRow } from '../../application/payouts/payout-row.js';

/** Longer than any request to a provider may take, so that nobody else comes between. */
const ALONE_FOR = `interval '60 seconds'`;

const COLUMNS = [
  ['id', 'id'],
  ['version', 'version'],
  ['programme', 'programme'],
  ['member', 'member'],
  ['reward', 'reward'],
  ['wallet', 'wallet'],
  ['points', 'points'],
  ['amount', 'amount'],
  ['currency', 'currency'],
  ['status', 'status'],
  ['requestedBy', 'requested_by'],
  ['requestedAt', 'requested_at'],
  ['approveBy', 'approve_by'],
  ['approvedBy', 'approved_by'],
  ['sentAt', 'sent_at'],
  ['endedAt', 'ended_at'],
  ['reference', 'reference'],
  ['cause', 'cause'],
] as const satisfies readonly (readonly [keyof PayoutRow, string])[];
const INSTANTS: readonly string[] = ['requestedAt', 'approveBy', 'sentAt', 'endedAt'];

const names = COLUMNS.map(([, column]) => column);
const placeholders = names.map((_, at) => `$${at + 1}`);
const replaced = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`);

const PUT = `
insert into redemption.payouts (${names.join(', ')}) values (${placeholders.join(', ')})
on conflict (id) do update set ${replaced.join(', ')},
  due_at = case when payouts.status = excluded.status then payouts.due_at end,
  attempts = case when payouts.status = excluded.status then payouts.attempts else 0 end
where payouts.version < excluded.version or payouts.version = excluded.version and payouts.status <> excluded.status`;

/** Skips what another process is just taking, so two never wait for each other, nor take the same. */
const TAKE = `
update redemption.payouts set driven_until = now() + ${ALONE_FOR}
where id in (
  select id from redemption.payouts
  where status in ('awaiting_approval', 'requested', 'sent', 'accepted')
    and (status <> 'awaiting_approval' or approve_by <= $2)
    and (due_at is null or due_at <= now())
    and (driven_until is null or driven_until <= now())
  order by due_at nulls first limit $1 for update skip locked
)
returning id, attempts, wakes`;

const RELEASE = `
update redemption.payouts set driven_until = null, attempts = attempts + 1,
  due_at = case when wakes = $2 then now() + $3 * interval '1 millisecond' end
where id = $1`;

export function postgresPayoutIndex({ manager }: Pick<DataSource, 'manager'>): PayoutIndex {
  const select = async (rest: string, values: readonly unknown[]): Promise<readonly PayoutRow[]> => {
    const rows = await manager.query<Record<string, unknown>[]>(
      `select ${names.join(', ')} from redemption.payouts ${rest}`,
      [...values],
    );
    return rows.map(readRow);
  };
  return {
    async put(row) {
      await manager.query(
        PUT,
        COLUMNS.map(([field]) => written(field, row[field])),
      );
    },

    async take(limit, now) {
      // What an update returns comes with its count.
      const [rows] = await manager.query<[DuePayout[], number]>(TAKE, [limit, new Date(now)]);
      return rows;
    },

    async release({ id, wakes }, retryAfterMs) {
      await manager.query(RELEASE, [id, wakes, retryAfterMs]);
    },

    async wake(id) {
      const [, count] = await manager.query<[unknown[], number]>(
        'update redemption.payouts set wakes = wakes + 1, due_at = null where id = $1',
        [id],
      );
      return count > 0;
    },

    find: async (id) => (await select('where id = $1', [id]))[0],

    sentBetween: (programme, from, to) =>
      select('where programme = $1 and sent_at >= $2 and sent_at < $3 order by sent_at, id', [
        programme,
        new Date(from),
        new Date(to),
      ]),

    list: ({ programme = null, status = null, limit, after }) =>
      select(
        `where ($1::text is null or programme = $1) and ($2::text is null or status = $2)
         and ($4::timestamptz is null or (requested_at, id) < ($4, $5))
         order by requested_at desc, id desc limit $3`,
        [programme, status, limit, after ? new Date(after.requestedAt) : null, after?.id],
      ),

    async open() {
      const rows = await manager.query<{ status: string; count: string; since: Date }[]>(
        `select status, count(*) as count, min(coalesce(sent_at, requested_at)) as since from redemption.payouts
         where status in ('awaiting_approval', 'requested', 'sent', 'accepted') group by status`,
      );
      return rows.map(({ status, count, since }) => ({ status, count: Number(count), since: since.getTime() }));
    },

    async followed() {
      const rows = await manager.query<{ shard: number; position: string }[]>(
        'select shard, position from redemption.payouts_followed',
      );
      return new Map(rows.map(({ shard, position }) => [shard, Number(position)]));
    },

    async moved(positions) {
      await manager.query(
        `insert into redemption.payouts_followed (shard, position) select * from unnest($1::integer[], $2::bigint[])
         on conflict (shard) do update set position = greatest(payouts_followed.position, excluded.position)`,
        [[...positions.keys()], [...positions.values()]],
      );
    },
  };
}

function written(field: string, value: PayoutRow[keyof PayoutRow]): unknown {
  if (typeof value === 'bigint') return value.toString();
  return INSTANTS.includes(field) && typeof value === 'number' ? new Date(value) : value;
}

function readRow(row: Readonly<Record<string, unknown>>): PayoutRow {
  const read = COLUMNS.map(([field, column]) => {
    const value = row[column];
    return [field, value instanceof Date ? value.getTime() : value];
  });
  const { points, version, ...rest } = Object.fromEntries(read) as Record<string, never>;
  return { ...(rest as unknown as PayoutRow), points: BigInt(points ?? 0), version: Number(version) };
}
