import type { ColumnType, ColumnValue } from './binary-array.js';
import type {
  AccountRow,
  Books,
  CauseRow,
  Effect,
  EntryRow,
  HoldKey,
  HoldRow,
  LotRow,
  TierCountRow,
} from '../../domain/effect.js';

/** Rows of one kind on their way into one table: each column is sent as an array. */
export interface RowSet<Row> {
  readonly rows: (effect: Effect) => readonly Row[];
  readonly columns: Readonly<Record<string, Column<Row>>>;
  /** The statement that writes them; `rows` is a relation with these columns. */
  readonly write: (rows: string) => string;
}

export interface Column<Row> {
  readonly type: ColumnType;
  readonly value: (row: Row) => ColumnValue;
}

export const accounts: RowSet<AccountRow> = {
  rows: (effect) => effect.accounts,
  columns: {
    account: { type: 'uuid', value: (row) => row.account },
    version: { type: 'bigint', value: (row) => row.version },
    member: { type: 'text', value: (row) => row.member },
    wallets: { type: 'jsonb', value: (row) => booksToJson(row.wallets) },
    next_due_at: { type: 'bigint', value: (row) => row.nextDueAt },
    recorded_at: { type: 'bigint', value: (row) => row.recordedAt },
  },
  write: (rows) => `
    insert into accounts as was (account, version, member, wallets, next_due_at, recorded_at, shard) ${rows}
    on conflict (account) do update set
      version = excluded.version, member = excluded.member, wallets = was.wallets || excluded.wallets,
      next_due_at = excluded.next_due_at, recorded_at = excluded.recorded_at`,
};

export const entries: RowSet<EntryRow> = {
  rows: (effect) => effect.entries,
  columns: {
    account: { type: 'uuid', value: (row) => row.account },
    version: { type: 'bigint', value: (row) => row.version },
    id: { type: 'uuid', value: (row) => row.id },
    type: { type: 'text', value: (row) => row.type },
    occurred_at: { type: 'bigint', value: (row) => row.occurredAt },
    recorded_at: { type: 'bigint', value: (row) => row.recordedAt },
    changes: { type: 'jsonb', value: (row) => booksToJson(row.changes) },
    payload: { type: 'text', value: (row) => row.payload },
  },
  write: (rows) => `
    insert into entries (account, version, id, type, occurred_at, recorded_at, changes, payload, shard) ${rows}`,
};

export const lots: RowSet<LotRow> = {
  rows: (effect) => effect.lots,
  columns: {
    account: { type: 'uuid', value: (row) => row.account },
    lot: { type: 'text', value: (row) => row.lot },
    expires_at: { type: 'bigint', value: (row) => row.expiresAt },
    wallet: { type: 'text', value: (row) => row.wallet },
    earned_at: { type: 'bigint', value: (row) => row.earnedAt },
    available_at: { type: 'bigint', value: (row) => row.availableAt },
    terms: { type: 'text', value: (row) => row.terms },
    points: { type: 'bigint', value: (row) => row.points },
    available: { type: 'bigint', value: (row) => row.available },
    held: { type: 'bigint', value: (row) => row.held },
    pending: { type: 'bigint', value: (row) => row.pending },
  },
  write: (rows) => `
    insert into lots as was (account, lot, expires_at, wallet, earned_at, available_at, terms, points, available, held, pending, shard)
    ${rows}
    on conflict (account, lot, expires_at) do update set
      available_at = coalesce(excluded.available_at, was.available_at), points = was.points + excluded.points,
      available = was.available + excluded.available, held = was.held + excluded.held, pending = was.pending + excluded.pending`,
};

export const holdsOpened: RowSet<HoldRow> = {
  rows: (effect) => effect.holdsOpened,
  columns: {
    account: { type: 'uuid', value: (row) => row.account },
    hold: { type: 'text', value: (row) => row.hold },
    lapses_at: { type: 'bigint', value: (row) => row.lapsesAt },
    facts: { type: 'text', value: (row) => row.facts },
  },
  write: (rows) => `insert into holds (account, hold, lapses_at, facts, shard) ${rows}`,
};

export const holdsClosed: RowSet<HoldKey> = {
  rows: (effect) => effect.holdsClosed,
  columns: {
    account: { type: 'uuid', value: (row) => row.account },
    hold: { type: 'text', value: (row) => row.hold },
  },
  write: (rows) => `
    delete from holds using (${rows}) as closed where holds.account = closed.account and holds.hold = closed.hold`,
};

export const causes: RowSet<CauseRow> = {
  rows: (effect) => effect.causes,
  columns: {
    stream: { type: 'uuid', value: (row) => row.stream },
    version: { type: 'bigint', value: (row) => row.version },
    type: { type: 'text', value: (row) => row.type },
    payload: { type: 'text', value: (row) => row.payload },
  },
  write: (rows) => `insert into causes (stream, version, type, payload, shard) ${rows}`,
};

export const tierCounts: RowSet<TierCountRow> = {
  rows: (effect) => effect.tierCounts,
  columns: {
    stream: { type: 'uuid', value: (row) => row.stream },
    version: { type: 'bigint', value: (row) => row.version },
    account: { type: 'text', value: (row) => row.account },
    recorded_at: { type: 'bigint', value: (row) => row.recordedAt },
    type: { type: 'text', value: (row) => row.type },
    payload: { type: 'text', value: (row) => row.payload },
  },
  write: (rows) => `insert into tier_counts (stream, version, account, recorded_at, type, payload, shard) ${rows}`,
};

function booksToJson(wallets: ReadonlyMap<string, Books>): string {
  let text = '{';
  for (const [wallet, books] of wallets) {
    text += `${text.length > 1 ? ',' : ''}${JSON.stringify(wallet)}:[${books.join(',')}]`;
  }
  return `${text}}`;
}
