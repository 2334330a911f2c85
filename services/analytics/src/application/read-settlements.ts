import type { Period } from '../domain/period.js';
import type { SettlementName } from '../domain/settlement-id.js';
import { statementBody, type StatementBody } from '../domain/statement.js';
import type { ClosedRow, SettlementPorts } from './ports.js';
import { openBook, type SettlementBook } from './settlement-book.js';

/** A statement as it is shown; `sha256` is of the bytes that were closed. */
export type ShownStatement = StatementBody & { readonly sha256: string | null };

export interface Asked {
  readonly programme: string;
  readonly party?: string;
  readonly period?: Period;
}

/** By period, then partner; undefined where there is no such programme. */
export async function listSettlements(
  asked: Asked,
  ports: SettlementPorts,
): Promise<readonly ShownStatement[] | undefined> {
  await ports.readOn();
  const book = await openBook(asked.programme, ports);
  if (!book) return undefined;
  const periods = book.periods.filter((period) => asked.period === undefined || period === asked.period);
  const parties = book.parties.filter((party) => asked.party === undefined || party === asked.party);
  return periods.flatMap((period) => parties.flatMap((party) => shown(book, { party, period }) ?? []));
}

export async function readSettlement(
  name: SettlementName,
  ports: SettlementPorts,
): Promise<ShownStatement | undefined> {
  await ports.readOn();
  const book = await openBook(name.programme, ports);
  return book && shown(book, name);
}

/** What is closed is told from its record, never computed again. */
export function shown(
  book: SettlementBook,
  { party, period }: Omit<SettlementName, 'programme'>,
): ShownStatement | undefined {
  const closed = closedRow(book, { party, period });
  if (closed) return { ...(JSON.parse(closed.body) as StatementBody), sha256: closed.sha256 };
  const statement = book.statement({ party, period });
  return statement && { ...statementBody(statement, null), sha256: null };
}

export function closedRow(
  { closings }: Pick<SettlementBook, 'closings'>,
  name: Omit<SettlementName, 'programme'>,
): ClosedRow | undefined {
  return closings.find(({ party, period }) => party === name.party && period === name.period);
}
