import type { Pool, PoolClient } from 'pg';
import type { ClosedRow, ReadRows, SettlementTables, VersionRow } from '../../application/ports.js';
import { countGroups, drillDown } from './settlement-queries.js';

export const SCHEMA = 'analytics';
const NAME = 'settlement';
/** Grows with every change of what is read into the tables. */
const VERSION = 1;

/** Tables of the schema `analytics`. */
export function settlementTables(pool: Pool): SettlementTables {
  // One at a time in this process: each holds a connection while others of the pool do its reading.
  let closing: Promise<unknown> = Promise.resolve();
  return {
    prepare: (shards) => inTransaction(pool, (client) => prepare(client, shards)),
    async position(shard) {
      const { rows } = await pool.query<{ position: string }>(
        'select position from analytics.checkpoints where name = $1 and version = $2 and shard = $3',
        [NAME, VERSION, shard],
      );
      if (!rows[0]) throw new Error(`the checkpoint of shard ${shard} is not there, or another version's`);
      return Number(rows[0].position);
    },
    async write({ shard, after, to }, rows) {
      const { rows: moved } = await pool.query(WRITE, [NAME, VERSION, shard, after, to, ...asJson(rows)]);
      return moved.length > 0;
    },
    async programmes() {
      const { rows } = await pool.query<{ programme: string }>(
        'select distinct programme from analytics.programme_versions order by programme',
      );
      return rows.map(({ programme }) => programme);
    },
    async versions(programme) {
      const { rows } = await pool.query<Omit<VersionRow, 'appliedAt'> & { at: string }>(
        `select programme, version, (extract(epoch from applied_at) * 1000)::bigint as at, document
         from analytics.programme_versions where programme = $1 order by version`,
        [programme],
      );
      return rows.map(({ at, ...row }) => ({ ...row, appliedAt: Number(at) }));
    },
    async groups(question) {
      await placeAccounts(pool);
      return countGroups(pool, question);
    },
    async drillDown(question) {
      await placeAccounts(pool);
      return drillDown(pool, question);
    },
    closings: (programme) => readClosings(pool, programme),
    close(name, make) {
      const work = async (client: PoolClient) => {
        await client.query('lock table analytics.closings in share row exclusive mode');
        const closings = await readClosings(client, name.programme);
        const there = closings.find(({ party, period }) => party === name.party && period === name.period);
        if (there) return { row: there, repeated: true };

        const { rows } = await client.query<{ cut: string[] }>(
          'select array_agg(position order by shard) as cut from analytics.checkpoints where name = $1',
          [NAME],
        );
        const cut = (rows[0]?.cut ?? []).map(Number);
        const made = await make({ closings, cut });
        if ('refused' in made) return made;
        const row: ClosedRow = { party: name.party, period: name.period, cut, ...made };
        await insertClosing(client, name.programme, row);
        return { row, repeated: false };
      };
      const closed = closing.then(() => inTransaction(pool, work));
      closing = closed.catch(() => undefined);
      return closed;
    },
  };
}

async function prepare(client: PoolClient, shards: number): Promise<void> {
  await client.query('lock table analytics.checkpoints in exclusive mode');
  const { rowCount } = await client.query('select from analytics.checkpoints where name = $1 and version <> $2', [
    NAME,
    VERSION,
  ]);
  if (rowCount !== 0) {
    await client.query('truncate analytics.movements, analytics.accounts, analytics.unclaimed');
    await client.query('truncate analytics.programme_versions');
    await client.query('delete from analytics.checkpoints where name = $1', [NAME]);
  }
  await client.query(
    `insert into analytics.checkpoints (name, version, shard, position)
     select $1, $2, shard, 0 from generate_series(0, $3 - 1) shard on conflict do nothing`,
    [NAME, VERSION, shards],
  );
}

/** The checkpoint goes first: where somebody else has read on, nothing is written. */
const WRITE = `
with advanced as (
  update analytics.checkpoints set position = $5
  where name = $1 and version = $2 and shard = $3 and position = $4 returning shard
), moved as (
  insert into analytics.movements
    (shard, position, part, side, kind, party, account, version, wallet, lot, points, occurred_at, recorded_at, rated_at, redemption)
  select advanced.shard, sent.position, sent.part, sent.side, sent.kind, sent.party, sent.account, sent.version, sent.wallet,
    sent.lot, sent.points, to_timestamp(sent.occurred / 1000.0), to_timestamp(sent.recorded / 1000.0),
    to_timestamp(sent.rated / 1000.0), sent.redemption
  from advanced, jsonb_to_recordset($6::jsonb) as sent
    (position bigint, part integer, side text, kind text, party text, account uuid, version bigint, wallet text, lot text,
     points bigint, occurred bigint, recorded bigint, rated bigint, redemption text)
), applied as (
  insert into analytics.programme_versions (programme, version, applied_at, document)
  select sent.programme, sent.version, to_timestamp(sent.applied / 1000.0), sent.document
  from advanced, jsonb_to_recordset($7::jsonb) as sent (programme text, version integer, applied bigint, document text)
), recorded as (
  insert into analytics.unclaimed (purchase, programme)
  select sent.purchase, sent.programme
  from advanced, jsonb_to_recordset($9::jsonb) as sent (purchase uuid, programme text)
), told as (
  select account, programme, via from jsonb_to_recordset($8::jsonb) as sent (account uuid, programme text, via uuid)
  union all
  select claim.account, unclaimed.programme, null
  from jsonb_to_recordset($10::jsonb) as claim (purchase uuid, account uuid) join analytics.unclaimed using (purchase)
), placed as (
  insert into analytics.accounts (account, programme, via)
  select told.account, max(told.programme), (array_agg(told.via) filter (where told.via is not null))[1]
  from advanced, told group by told.account
  on conflict (account) do update
    set programme = coalesce(accounts.programme, excluded.programme), via = coalesce(accounts.via, excluded.via)
)
select shard from advanced`;

function asJson({ movements, versions, accounts, unclaimed, claimed }: ReadRows): readonly string[] {
  return [
    movements.map(({ points, occurredAt, recordedAt, ratedAt, ...row }) => ({
      ...row,
      points: String(points),
      occurred: occurredAt,
      recorded: recordedAt,
      rated: ratedAt,
    })),
    versions.map(({ appliedAt, ...row }) => ({ ...row, applied: appliedAt })),
    [...accounts].map(([account, place]) => ({ account, ...place })),
    [...unclaimed].map(([purchase, programme]) => ({ purchase, programme })),
    [...claimed].map(([purchase, account]) => ({ purchase, account })),
  ].map((rows) => JSON.stringify(rows));
}

/**
 * Accounts that were only ever given points are of the programme of whoever gave them, which may stand in another shard and
 * have been read later. What only one programme can have is its own.
 */
async function placeAccounts(pool: Pool): Promise<void> {
  for (let placed = 1; placed > 0;) {
    const { rowCount } = await pool.query(
      `update analytics.accounts a set programme = b.programme from analytics.accounts b
       where a.programme is null and a.via = b.account and b.programme is not null`,
    );
    placed = rowCount ?? 0;
  }
}

async function readClosings(on: Pick<Pool, 'query'>, programme: string): Promise<readonly ClosedRow[]> {
  const { rows } = await on.query<Omit<ClosedRow, 'closedAt' | 'cut'> & { at: string; cut: string[] }>(
    `select party, period, (extract(epoch from closed_at) * 1000)::bigint as at, closed_by as "closedBy",
       closed_by_name as "closedByName", reason, cut, body, sha256
     from analytics.closings where programme = $1 order by party, period`,
    [programme],
  );
  return rows.map(({ at, cut, ...row }) => ({ ...row, closedAt: Number(at), cut: cut.map(Number) }));
}

async function insertClosing(client: PoolClient, programme: string, row: ClosedRow): Promise<void> {
  const { party, period, closedAt, closedBy, closedByName, reason, cut, body, sha256 } = row;
  await client.query(
    `insert into analytics.closings
       (programme, party, period, closed_at, closed_by, closed_by_name, reason, cut, body, sha256)
     values ($1, $2, $3, to_timestamp($4 / 1000.0), $5, $6, $7, $8, $9, $10)`,
    [programme, party, period, closedAt, closedBy, closedByName, reason, cut, body, sha256],
  );
}

async function inTransaction<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
