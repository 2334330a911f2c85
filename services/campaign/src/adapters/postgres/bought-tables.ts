import { accountNow, type Lead } from '@loyalty/ledger';
import type { Pool } from 'pg';
import type { BoughtTables, Leads } from '../../application/ports.js';
import type { Bought, BoughtLine } from '../../domain/bought.js';

/** Grows with every change of what is read into the tables. */
const VERSION = 2;

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
        if (rowCount !== 0)
          await client.query('truncate campaign.bought, campaign.leads, campaign.segment_checkpoints');
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
    async leads(accounts) {
      const { rows } = await pool.query<LeadRow>(
        'select account, member, leads_to from campaign.leads where account = any($1)',
        [accounts],
      );
      return leadsOf(rows);
    },
    async write({ shard, after, to }, { bought, leads }) {
      const written = JSON.stringify(toRows(bought));
      const led = [...leads].flatMap(([account, all]) =>
        all.map(({ member, to: leadsTo }) => ({ account, member: member ?? '', leads_to: leadsTo })),
      );
      const values = [shard, after, to, VERSION, written, [...leads.keys()], JSON.stringify(led)];
      const { rows: moved } = await pool.query(WRITE, values);
      return moved.length > 0;
    },
    async of(accounts) {
      const { rows: behind } = await pool.query<LeadRow>(BEHIND, [accounts]);
      const leads = leadsOf(behind);
      const asked = new Set(accounts);
      const { rows } = await pool.query<Row>(`select ${COLUMNS} from campaign.bought where account = any($1)`, [
        [...new Set([...accounts, ...leads.keys()])],
      ]);
      const found = new Map<string, Bought[]>();
      for (const row of rows) {
        const bought = fromRow(row);
        const { account, member } = bought;
        if (account === null || member === null) continue;
        const now = accountNow({ account, member }, onceEach(leads));
        if (asked.has(now)) found.set(now, [...(found.get(now) ?? []), bought]);
      }
      return found;
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
), led as (
  select account, member, leads_to from jsonb_to_recordset($7::jsonb) as sent (account text, member text, leads_to text)
  where exists (select from advanced)
), ended as (
  delete from campaign.leads l using advanced
  where account = any($6) and not exists (select from led where (led.account, led.member) = (l.account, l.member))
), begun as (
  insert into campaign.leads (account, member, leads_to) select account, member, leads_to from led
  on conflict (account, member) do update set leads_to = excluded.leads_to
)
select shard from advanced`;

/** All leads of the accounts that were asked for, and of those from which one comes to them. */
const BEHIND = `
with recursive behind (account) as (
  select unnest($1::text[]) union select l.account from campaign.leads l join behind b on l.leads_to = b.account
)
select account, member, leads_to from campaign.leads join behind using (account)`;

interface LeadRow {
  readonly account: string;
  /** Empty: of all who are asked for there. */
  readonly member: string;
  readonly leads_to: string;
}

/** The accounts of one move lie in two shards: while only one was read, their leads may make a circle that the ledger never has. */
function onceEach(leads: Leads) {
  const seen = new Set<string>();
  return (account: string) => {
    if (seen.has(account)) return { leads: [] };
    seen.add(account);
    return { leads: leads.get(account) ?? [] };
  };
}

function leadsOf(rows: readonly LeadRow[]): Leads {
  const leads = new Map<string, Lead[]>();
  for (const { account, member, leads_to: to } of rows) {
    leads.set(account, [...(leads.get(account) ?? []), { member: member === '' ? null : member, to }]);
  }
  return leads;
}

function toRows(rows: ReadonlyMap<string, Bought>): readonly Omit<Row, 'at'>[] {
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
