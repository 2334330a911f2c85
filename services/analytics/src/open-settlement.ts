import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { FollowedLog } from '@loyalty/event-store';
import { createPool, migrate } from '@loyalty/postgres';
import type { Pool } from 'pg';
import { SCHEMA, settlementTables } from './adapters/postgres/settlement-tables.js';
import { checkSettlements, type SettlementCheck } from './application/check-settlements.js';
import { LedgerReader } from './application/ledger-reader.js';
import type { SettlementPorts } from './application/ports.js';
import { termsReader } from './application/programme-terms.js';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
const CONNECTIONS_MAX = 4;

export interface SettlementParts {
  /** For the schema `analytics`. */
  readonly databaseUrl: string;
  readonly log: FollowedLog;
  readonly clock: { now(): number };
  readonly onError: (error: unknown) => void;
}

export interface OpenSettlement {
  readonly ports: SettlementPorts;
  readonly reader: LedgerReader;
  readonly pool: Pool;
  close(): Promise<void>;
}

/** The read model of settlement with its reader, for the service and for the command that checks it. */
export async function openSettlement({ databaseUrl, log, clock, onError }: SettlementParts): Promise<OpenSettlement> {
  const pool = createPool(databaseUrl, { max: CONNECTIONS_MAX, name: 'analytics' });
  const tables = settlementTables(pool);
  try {
    await migrate(pool, { schema: SCHEMA, directory: MIGRATIONS });
    await tables.prepare(log.shards);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const reader = new LedgerReader({ log, tables, onError });
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const ports = { tables, log, clock, sha256, terms: termsReader(), readOn: () => reader.readOn() };
  return {
    ports,
    reader,
    pool,
    async close() {
      await reader.stop();
      await pool.end();
    },
  };
}

/** Reads all of the ledger that is not read yet, and compares the statements with it. @throws what hinders the reading */
export async function checkSettlementsOf(parts: Omit<SettlementParts, 'onError'>): Promise<SettlementCheck> {
  const failed = Promise.withResolvers<never>();
  const opened = await openSettlement({ ...parts, onError: failed.reject });
  try {
    await Promise.race([opened.reader.caughtUp(), failed.promise]);
    return await checkSettlements(opened.ports);
  } finally {
    await opened.close();
  }
}
