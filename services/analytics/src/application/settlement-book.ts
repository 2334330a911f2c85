import { OWN } from '../domain/movement.js';
import { type Period, periodAt, periodsBetween } from '../domain/period.js';
import type { SettlementName } from '../domain/settlement-id.js';
import { type Group, type Statement, statementOf } from '../domain/statement.js';
import type { Terms } from '../domain/terms.js';
import type { ClosedRow, Cut, SettlementPorts } from './ports.js';

type BookPorts = Pick<SettlementPorts, 'tables' | 'terms' | 'clock'>;

/** All statements of one programme, as far as the ledger has been read. */
export interface SettlementBook {
  readonly programme: string;
  readonly timeZone: string;
  readonly appliedAt: readonly number[];
  /** Every partner that a version has named or that points name, and `OWN`. */
  readonly parties: readonly string[];
  /** From the first month in which something happened to the present one. */
  readonly periods: readonly Period[];
  readonly closings: readonly ClosedRow[];
  readonly groups: readonly Group[];
  readonly versions: readonly Terms[];
  /** Undefined where there is none of that party or period. */
  statement(name: Omit<SettlementName, 'programme'>): Statement | undefined;
}

export interface BookOptions {
  /** As if this had been closed, too. */
  readonly closing?: Cut;
  /** As if the ledger ended here, by shard. */
  readonly upTo?: readonly number[];
}

/**
 * Undefined where there is no such programme. Months are those of the zone in its first version, for good: a statement must
 * not get other days because the programme moves.
 */
export async function openBook(
  programme: string,
  ports: BookPorts,
  { closing, upTo }: BookOptions = {},
): Promise<SettlementBook | undefined> {
  const { tables, terms, clock } = ports;
  const rows = await tables.versions(programme);
  const [first] = rows;
  if (!first) return undefined;
  const { timeZone } = terms(first);
  const versions = rows.map((row) => terms(row).terms);
  const all = await tables.closings(programme);
  const closings = upTo ? all.filter(({ cut }) => cut.every((position, shard) => position <= (upTo[shard] ?? 0))) : all;
  const cuts = closing ? [...closings, closing] : closings;
  const appliedAt = versions.map((version) => version.appliedAt);
  const groups = await tables.groups({ programme, timeZone, appliedAt, closings: cuts, upTo });
  const parties = new Set([
    OWN,
    ...versions.flatMap(({ partners }) => [...partners.keys()]),
    ...groups.map(({ party }) => party),
  ]);
  const now = periodAt(clock.now(), timeZone);
  const begins = [...groups, ...closings].reduce((least, { period }) => (period < least ? period : least), now);
  const last = groups.reduce((most, { period }) => (period > most ? period : most), now);
  const book = {
    programme,
    timeZone,
    appliedAt,
    parties: [...parties].sort(),
    periods: periodsBetween(begins, last),
    closings,
  };
  return {
    ...book,
    groups,
    versions,
    statement({ party, period }) {
      if (!book.parties.includes(party) || !book.periods.includes(period)) return undefined;
      if (period < firstOf(party, closings, begins)) return undefined;
      return statementOf({ programme, party, period }, { groups, versions, timeZone });
    },
  };
}

/** Where something older comes after a party's first month was closed, it stands in a later one, and none begins before. */
export function firstOf(party: string, closings: readonly Cut[], otherwise: Period): Period {
  const closed = closings.filter((each) => each.party === party).map(({ period }) => period);
  return closed.sort()[0] ?? otherwise;
}
