import type { SettlementName } from '../domain/settlement-id.js';
import type { DrillDown, MovementRow, SettlementPorts } from './ports.js';
import { openBook } from './settlement-book.js';

export type DrilledMovement = MovementRow & { readonly shard: number };

/** The movements behind a statement, in the order of time; undefined where there is no such statement. */
export async function drillDown(
  name: SettlementName,
  page: Pick<DrillDown, 'limit' | 'after'>,
  ports: SettlementPorts,
): Promise<readonly DrilledMovement[] | undefined> {
  await ports.readOn();
  const book = await openBook(name.programme, ports);
  if (!book?.statement(name)) return undefined;
  return ports.tables.drillDown({ ...book, ...name, ...page });
}
