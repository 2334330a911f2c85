import type { Pool } from 'pg';
import type { BoughtTables, Rows } from '../../application/ports.js';
import type { Bought, BoughtLine } from '../../domain/bought.js';

/** Grows with every change of what is read into the tables. */
const VERSION = 1;

interface Row {
  readonly purchase: string;
  readonly programme: string;
  readonly member: string | null;
  readonly account: string | null;
  readonly at: string;
  readonly currency: string;
  readonly store: string | null;
  readonly lines: readonly StoredLine[];
}

type StoredLine = Omit<BoughtLine, 'quantity' | 'amount'> & { readonly quantity: string; readonly amount: string };

const COLUMNS = `purchase, programme, member, account, (extract(epoch from occurred_at) * 1000)::bigint as at, currency, store, lines`;

/** The schema of the pool's connections is campaign's. */
export function boughtTables(pool: Pool): BoughtTables {
  return {
    async prepare(shards) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await client.query('lock table campaign.segment_checkpoints in exclusive mode');
        const { rowCount } = await client.query('select from campaign.segment_checkpoints where version <> $1', [
          VERSION,
        ]);
        if (rowCount !== 0) await client.query('truncate campaign.bought, campaign.segment_checkpoints');
        await client.query(
          `insert into campaign.segment_checkpoints (shard, version, position)
           select shard, $2, 0 from generate_series(0, $1 - 1) shard on conflict do nothing`,
          [shards, VERSION],
        );
        await client.query('commit');
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    },
    async position(shard) {
      const { rows } = await pool.query<{ position: string }>(
        'select position from campaign.segment_checkpoints where shard = $1 and version = $2',
        [shard, VERSION],
      );
      if (!rows[0]) throw new Error(`the checkpoint of shard ${shard} is not there, or another version's`);
      return Number(rows[0].position);
    },
    async find(purchases) {
      if (purchases.length === 0) return new Map();
      const { rows } = await pool.query<Row>(
        `select ${COLUMNS} from campaign.bought where purchase = any($1::uuid[])`,
        [purchases],
      );
      return new Map(rows.map((row) => [row.purchase, fromRow(row)]));
    },
    async write({ shard, after, to }, rows) {
      const { rows: moved } = await pool.query(WRITE, [shard, after, to, VERSION, JSON.stringify(toRows(rows))]);
      return moved.length > 0;
    },
    async of(accounts) {
      const { rows } = await pool.query<Row>(`select ${COLUMNS} from campaign.bought where account = any($1)`, [
        accounts,
      ]);
      const found = new Map<string, Bought[]>();
      for (const row of rows) {
        const bought = fromRow(row);
        const account = bought.account ?? '';
        found.set(account, [...(found.get(account) ?? []), bought]);
      }
      return found;
    },
    async buyers(programme, { after, limit }) {
      const { rows } = await pool.query<{ member: string; account: string }>(
        `select distinct on (account) account, member from campaign.bought
         where programme = $1 and account > $2 order by account, occurred_at desc limit $3`,
        [programme, after, limit],
      );
      return rows;
    },
  };
}

/** The checkpoint goes first: where somebody else has read on, nothing is written. */
const WRITE = `
with advanced as (
  update campaign.segment_checkpoints set position = $3 where shard = $1 and position = $2 and version = $4 returning shard
), written as (
  insert into campaign.bought (purchase, programme, member, account, occurred_at, currency, store, lines)
  select purchase, programme, member, account, to_timestamp(at / 1000.0), currency, store, lines
  from jsonb_to_recordset($5::jsonb) as sent
    (purchase uuid, programme text, member text, account text, at bigint, currency text, store text, lines jsonb)
  where exists (select from advanced)
  on conflict (purchase) do update set member = excluded.member, account = excluded.account, lines = excluded.lines
)
select shard from advanced`;

function toRows(rows: Rows): readonly Omit<Row, 'at'>[] {
  return [...rows].map(([purchase, { occurredAt, store, lines, ...bought }]) => ({
    purchase,
    ...bought,
    store: store ?? null,
    at: occurredAt,
    lines: lines.map((line) => ({ ...line, quantity: String(line.quantity), amount: String(line.amount) })),
  }));
}

function fromRow({ purchase: _purchase, at, store, lines, ...row }: Row): Bought {
  return {
    ...row,
    occurredAt: Number(at),
    ...(store !== null && { store }),
    lines: lines.map((line) => ({ ...line, quantity: BigInt(line.quantity), amount: BigInt(line.amount) })),
  };
}
