import { toId } from '@loyalty/service-host';
import type pg from 'pg';
import type { BalanceReads, LoggedTierCount } from '../../application/ports.js';
import type { CauseRow } from '../../domain/effect.js';
import {
  type BooksJson,
  type DetailRow,
  type EntryRow,
  type LotsPageRow,
  type StandingRow,
  toDetail,
  toEntry,
  toLotsPage,
  toStanding,
  toWallets,
} from './rows.mapping.js';

const STANDING = 'account, version, member, wallets, next_due_at';
const ENTRY = 'id, account, version, type, payload, occurred_at, recorded_at';
/** Lots that never expire come last among those with one id. */
const NEVER = "'9223372036854775807'::bigint";

/** One statement per answer, so that every answer is of one moment. */
export function createBalanceReads(pool: pg.Pool): BalanceReads {
  /** Named: planned once per connection. */
  const rows = async <Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]> =>
    (await pool.query<Row>({ name: `balance.${name}`, text, values })).rows;

  return {
    async standings(accounts) {
      const sql = `select ${STANDING} from balance.accounts where account = any($1::uuid[])`;
      return (await rows<StandingRow>('standings', sql, [accounts])).map(toStanding);
    },
    async detail(account, now) {
      const [row] = await rows<DetailRow>('detail', DETAIL, [account, now]);
      return row && toDetail(row);
    },
    async sums(account, { asOf, knownAt }) {
      const values = [account, asOf ?? null, knownAt ?? null];
      const [row] = await rows<{ version: string; wallets: BooksJson }>('sums', SUMS, values);
      return row && { version: Number(row.version), wallets: toWallets(row.wallets) };
    },
    async version(account) {
      const sql = 'select version from balance.accounts where account = $1';
      const [row] = await rows<{ version: string }>('version', sql, [account]);
      return row ? Number(row.version) : 0;
    },
    async entries(account, { limit, before }) {
      const sql = `select ${ENTRY} from balance.entries where account = $1 and version < coalesce($2, ${NEVER})
                   order by version desc limit $3`;
      return (await rows<EntryRow>('entries', sql, [account, before ?? null, limit])).map(toEntry);
    },
    async entry(id) {
      const [row] = await rows<EntryRow>('entry', `select ${ENTRY} from balance.entries where id = $1`, [id]);
      return row && toEntry(row);
    },
    async history(account, { after, upTo, limit }) {
      const sql = `select ${ENTRY} from balance.entries where account = $1 and version > $2 and version <= $3
                   order by version limit $4`;
      return (await rows<EntryRow>('history', sql, [account, after, upTo, limit])).map(toEntry);
    },
    async lots(account, { limit, after, spent }) {
      const values = [account, after?.lot ?? '', after?.expiresAt ?? null, spent, limit];
      const [row] = await rows<LotsPageRow>('lots', LOTS, values);
      return row ? toLotsPage(row) : { version: 0, nextDueAt: null, lots: [] };
    },
    async causes(stream) {
      const sql = 'select stream, version, type, payload from balance.causes where stream = $1 order by version';
      const found = await rows<Omit<CauseRow, 'version'> & { version: string }>('causes', sql, [stream]);
      return found.map((row) => ({ ...row, version: Number(row.version) }));
    },
    async firstCauses(streams) {
      const sql = `select stream, version, type, payload from balance.causes
                   where stream = any($1::uuid[]) and version = 1`;
      const found = await rows<Omit<CauseRow, 'version'> & { version: string }>('first_causes', sql, [streams]);
      return found.map((row) => ({ ...row, version: Number(row.version) }));
    },
    async tierCounts(account, knownAt) {
      const sql = `select type, payload from balance.tier_counts
                   where account = $1 and ($2::bigint is null or recorded_at <= $2) order by version`;
      return rows<LoggedTierCount>('tier_counts', sql, [toId('acc', account), knownAt ?? null]);
    },
    async page({ limit, after }) {
      const sql = `select ${STANDING} from balance.accounts where $1::uuid is null or account > $1 order by account limit $2`;
      return (await rows<StandingRow>('page', sql, [after ?? null, limit])).map(toStanding);
    },
  };
}

const DETAIL = `
select ${STANDING},
  (select json_agg(json_build_array(wallet, expires_at, points) order by expires_at, wallet) from (
     select wallet, expires_at, sum(available)::bigint as points from balance.lots
     where lots.account = $1 and expires_at is not null and expires_at > $2 and available > 0
     group by wallet, expires_at) as dates) as expiring,
  (select json_agg(json_build_array(wallet, available_at, points) order by available_at nulls last, wallet) from (
     select wallet, available_at, sum(pending)::bigint as points from balance.lots
     where lots.account = $1 and (available_at is null or available_at > earned_at)
       and (available_at is null or available_at > $2) and pending > 0
     group by wallet, available_at) as dates) as pending_by,
  (select json_agg(json_build_array(hold, lapses_at, facts) order by lapses_at, hold) from balance.holds
   where holds.account = $1 and lapses_at > $2) as holds
from balance.accounts where account = $1`;

const SUMS = `
select version, (
  select coalesce(jsonb_object_agg(wallet, jsonb_build_array(available, held, pending, shortfall)), '{}') from (
    select wallet, sum((books ->> 0)::bigint) as available, sum((books ->> 1)::bigint) as held,
           sum((books ->> 2)::bigint) as pending, sum((books ->> 3)::bigint) as shortfall
    from balance.entries, jsonb_each(changes) as each (wallet, books)
    where entries.account = $1 and ($2::bigint is null or occurred_at <= $2) and ($3::bigint is null or recorded_at <= $3)
    group by wallet) as sums) as wallets
from balance.accounts where account = $1`;

/** Instants and points go as text: JSON's numbers are read as floats. */
const LOTS = `
select version, next_due_at, (
  select coalesce(json_agg(page), '[]') from (
    select lot, wallet, earned_at::text, available_at::text, expires_at::text, terms,
           points::text, available::text, held::text, pending::text
    from balance.lots
    where lots.account = $1 and lot >= $2
      and (lot > $2 or coalesce(lots.expires_at, ${NEVER}) > coalesce($3::bigint, ${NEVER}))
      and (available > 0 or held > 0 or pending > 0 or ($4 and points > 0))
    order by lot, lots.expires_at limit $5) as page) as lots
from balance.accounts where account = $1`;
