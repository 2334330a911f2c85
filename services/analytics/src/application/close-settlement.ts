import { formatInstant } from '@loyalty/service-host/values';
import { type Period, periodAt, periodsBetween } from '../domain/period.js';
import { settlementId, type SettlementName } from '../domain/settlement-id.js';
import { type Closing, statementBody, type StatementBody } from '../domain/statement.js';
import type { ClosedRow, Cut, NewClosing, SettlementPorts, ToClose } from './ports.js';
import type { ShownStatement } from './read-settlements.js';
import { firstOf, openBook } from './settlement-book.js';

export interface CloseSettlement {
  readonly name: SettlementName;
  readonly by: { readonly id: string; readonly name: string };
  readonly reason: string;
}

export type CloseRefusal =
  | { readonly refused: 'settlement_not_found' }
  /** Purchases of the month may still come at their time. */
  | { readonly refused: 'period_not_over'; readonly period: Period; readonly now: Period }
  | { readonly refused: 'earlier_period_open'; readonly settlement: string };

export type CloseAnswer = { readonly statement: ShownStatement; readonly repeated: boolean } | CloseRefusal;

/**
 * Makes a statement that never changes any more: whatever is recorded later goes to the next one that is open, as a
 * correction of its month. Closing again changes nothing and is answered with what was closed.
 */
export async function closeSettlement(asked: CloseSettlement, ports: SettlementPorts): Promise<CloseAnswer> {
  await ports.readOn();
  const answer = await ports.tables.close(asked.name, (parts) => make(asked, parts, ports));
  if ('refused' in answer) return answer;
  const { row, repeated } = answer;
  return { statement: { ...(JSON.parse(row.body) as StatementBody), sha256: row.sha256 }, repeated };
}

async function make(
  { name, by, reason }: CloseSettlement,
  { closings, cut }: ToClose,
  ports: SettlementPorts,
): Promise<NewClosing | CloseRefusal> {
  const { programme, party, period } = name;
  const before = await openBook(programme, ports);
  if (!before?.statement(name)) return { refused: 'settlement_not_found' };
  const closedAt = ports.clock.now();
  const now = periodAt(closedAt, before.timeZone);
  if (period >= now) return { refused: 'period_not_over', period, now };
  const first = firstOf(party, closings, before.periods[0] ?? period);
  const open = earlierOpen(first, name, closings);
  if (open !== undefined) {
    return { refused: 'earlier_period_open', settlement: settlementId({ programme, party, period: open }) };
  }
  // Up to the cut: what is read while we look stands in the next one.
  const book = await openBook(programme, ports, { closing: { party, period, cut } });
  const statement = book?.statement(name);
  if (!statement) throw new Error(`${settlementId(name)} is there, and is not when it is closed`);
  const closing = { closedAt, closedBy: by.id, closedByName: by.name, reason };
  const body = JSON.stringify(statementBody(statement, closingOf(closing)));
  return { ...closing, body, sha256: ports.sha256(body) };
}

function earlierOpen(first: Period, { party, period }: SettlementName, closings: readonly Cut[]): Period | undefined {
  const closed = new Set(closings.filter((each) => each.party === party).map((each) => each.period));
  return periodsBetween(first, period).find((each) => each < period && !closed.has(each));
}

/** As it stands in the statement. */
export function closingOf({
  closedAt,
  closedBy,
  closedByName,
  reason,
}: Pick<ClosedRow, 'closedAt' | 'closedBy' | 'closedByName' | 'reason'>): Closing {
  return { at: formatInstant(closedAt), by: closedBy, name: closedByName, reason };
}
