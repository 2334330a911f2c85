import { randomBytes } from 'node:crypto';
import { createPool, quoteIdentifier } from '@loyalty/postgres';
import { migrateAccess } from '@loyalty/service-host';
import pg from 'pg';
import type { Output } from '../output.js';

export interface PrepareFlags {
  /** Of somebody who may make roles and schemas. */
  readonly url: string;
  /** Whether services may move the test clock. */
  readonly testClock?: boolean;
}

/** Each service has a role of its own, which owns its schemas and can read nothing of another's but the ledger. */
const SCHEMAS: Readonly<Record<string, RegExp>> = {
  accrual: /^(accrual|accrual_intake|ledger|ledger_relay)$/,
  enrollment: /^(enrollment|enrollment_relay)$/,
  balance: /^balance(_v\d+.*)?$/,
  redemption: /^(redemption|webhooks)$/,
  campaign: /^campaign$/,
  analytics: /^analytics$/,
};

/**
 * Holds and burns are written by who decides them, and so are programmes, beside accrual, which keeps the schema up to
 * date.
 */
const LEDGER = { schema: 'ledger', owner: 'loyalty_accrual', writers: ['loyalty_redemption', 'loyalty_campaign'] };

/**
 * Makes a database ready for services in processes of their own, and prints the address of each. Can be run again: roles
 * get new passwords, and what one process for all services has made goes over to the roles.
 */
export async function prepareDatabase(output: Output, { url, testClock = false }: PrepareFlags): Promise<void> {
  const pool = createPool(url, { max: 1 });
  try {
    await migrateAccess(pool);
    const addresses: Record<string, string> = {};
    for (const [service, schemas] of Object.entries(SCHEMAS)) {
      const role = `loyalty_${service}`;
      const password = randomBytes(24).toString('base64url');
      await ensureRole(pool, role, password);
      await letIn(pool, role, testClock);
      await handOver(pool, role, schemas);
      addresses[service] = addressFor(url, role, password);
    }
    await shareLedger(pool);
    const lines = Object.entries(addresses).map(([service, address]) => `${service}: DATABASE_URL=${address}`);
    output.summary(addresses, lines.join('\n'));
  } finally {
    await pool.end();
  }
}

async function ensureRole(pool: pg.Pool, role: string, password: string): Promise<void> {
  const { rowCount } = await pool.query('select from pg_roles where rolname = $1', [role]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  await pool.query(`${verb} role ${quoteIdentifier(role)} with login password ${pg.escapeLiteral(password)}`);
}

/** To the database, to look at API keys, to write down what was changed by hand, and to make schemas of its own; to nothing else. */
async function letIn(pool: pg.Pool, role: string, testClock: boolean): Promise<void> {
  const name = quoteIdentifier(role);
  const { rows } = await pool.query<{ database: string }>('select current_database() as database');
  await pool.query(`grant connect, create on database ${quoteIdentifier(rows[0]?.database ?? '')} to ${name}`);
  await pool.query(`grant usage on schema access to ${name}`);
  await pool.query(`grant select, update (last_used_at) on access.keys to ${name}`);
  await pool.query(`grant select, insert, update (outcome) on access.staff_actions to ${name}`);
  await pool.query(
    `${testClock ? 'grant' : 'revoke'} select, insert, update on access.test_clock ${testClock ? 'to' : 'from'} ${name}`,
  );
}

async function handOver(pool: pg.Pool, role: string, schemas: RegExp): Promise<void> {
  const { rows } = await pool.query<{ schema: string }>(
    'select nspname as schema from pg_namespace where nspowner <> (select oid from pg_roles where rolname = $1)',
    [role],
  );
  for (const { schema } of rows.filter((row) => schemas.test(row.schema))) {
    const { rows: relations } = await pool.query<{ name: string; kind: string }>(
      `select relname as name, case relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end as kind
       from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p', 'v', 'S')
         and not exists (select from pg_depend d where d.objid = pg_class.oid and d.deptype in ('a', 'i') and relkind = 'S')`,
      [quoteIdentifier(schema)],
    );
    const owner = quoteIdentifier(role);
    for (const { name, kind } of relations) {
      await pool.query(`alter ${kind} ${quoteIdentifier(schema)}.${quoteIdentifier(name)} owner to ${owner}`);
    }
    const { rows: functions } = await pool.query<{ name: string }>(
      'select oid::regprocedure::text as name from pg_proc where pronamespace = $1::regnamespace',
      [quoteIdentifier(schema)],
    );
    for (const { name } of functions) await pool.query(`alter function ${name} owner to ${owner}`);
    await pool.query(`alter schema ${quoteIdentifier(schema)} owner to ${owner}`);
  }
}

/** Rows of every table of the ledger, also of those that accrual has still to make; nothing of how they are made. */
async function shareLedger(pool: pg.Pool): Promise<void> {
  const { schema, owner, writers } = LEDGER;
  await pool.query(`create schema if not exists ${schema} authorization ${owner}`);
  const rows = 'select, insert, update, delete';
  for (const writer of writers) {
    await pool.query(`grant usage on schema ${schema} to ${writer}`);
    await pool.query(`grant ${rows} on all tables in schema ${schema} to ${writer}`);
    await pool.query(
      `alter default privileges for role ${owner} in schema ${schema} grant ${rows} on tables to ${writer}`,
    );
  }
}

function addressFor(url: string, role: string, password: string): string {
  const address = new URL(url);
  address.username = role;
  address.password = password;
  return address.toString();
}
