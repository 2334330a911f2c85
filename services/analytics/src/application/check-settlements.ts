import { formatExact } from '../domain/money.js';
import { settlementId } from '../domain/settlement-id.js';
import { type Statement, statementBody, type StatementBody } from '../domain/statement.js';
import { closingOf } from './close-settlement.js';
import type { SettlementPorts } from './ports.js';
import { closedRow, shown } from './read-settlements.js';
import { openBook, type SettlementBook } from './settlement-book.js';
import { add, keyOf, type SettlementDifference, sumLedger, type Sums } from './sum-ledger.js';

export interface SettlementCheck {
  /** All differences of points without their signs, summed. */
  readonly difference: bigint;
  /** In which something stands, or that were closed. */
  readonly statements: number;
  readonly closed: number;
  readonly entries: number;
  readonly programmes: number;
  readonly differences: readonly SettlementDifference[];
}

type CheckPorts = Omit<SettlementPorts, 'readOn'>;

/**
 * Computes what every month moved from the ledger itself, with the ledger's own postings, and compares it with the sum of all
 * statements: of every partner and of the programme. Money is priced anew, lot by lot. What is closed must also be what would be
 * computed now, to the byte. Looks at the ledger as far as the read model has been filled.
 */
export async function checkSettlements(ports: CheckPorts): Promise<SettlementCheck> {
  const shards = Array.from({ length: ports.log.shards }, (_, shard) => shard);
  const upTo = await Promise.all(shards.map((shard) => ports.tables.position(shard)));
  const programmes = await ports.tables.programmes();
  const books: SettlementBook[] = [];
  for (const programme of programmes) {
    const book = await openBook(programme, ports, { upTo });
    if (book) books.push(book);
  }
  const ledger = await sumLedger(books, { log: ports.log, upTo });
  const checked = books.map((book) => checkBook(book, ledger.sums.get(book.programme) ?? new Map(), ports));
  const differences = [...ledger.unplaced, ...checked.flatMap((each) => each.differences)];
  return {
    difference: ledger.unplacedPoints + checked.reduce((sum, each) => sum + each.points, 0n),
    statements: checked.reduce((sum, each) => sum + each.statements, 0),
    closed: books.reduce((sum, { closings }) => sum + closings.length, 0),
    entries: ledger.entries,
    programmes: books.length,
    differences,
  };
}

function checkBook(book: SettlementBook, ledger: Sums, ports: CheckPorts) {
  const { programme } = book;
  const told: Sums = new Map();
  const differences: SettlementDifference[] = [];
  let statements = 0;
  for (const period of book.periods) {
    for (const party of book.parties) {
      const body = shown(book, { party, period });
      if (!body) continue;
      if (body.lines.length > 0 || body.closed) statements += 1;
      addStatement(told, body);
      const computed = book.statement({ party, period });
      const torn = computed && tornSeal(book, computed, ports);
      if (torn) differences.push({ programme, period, what: settlementId({ programme, party, period }), ...torn });
    }
  }
  let points = BigInt(differences.length);
  for (const key of [...new Set([...ledger.keys(), ...told.keys()])].sort()) {
    const [posted, said] = [ledger.get(key) ?? 0n, told.get(key) ?? 0n];
    if (posted === said) continue;
    const [period = '', ...what] = key.split(' ');
    points += posted > said ? posted - said : said - posted;
    differences.push({ programme, period, what: what.join(' '), ...say(what.join(' '), posted, said) });
  }
  return { statements, differences, points };
}

function say(what: string, posted: bigint, said: bigint): { readonly ledger: string; readonly statements: string } {
  const currency = /^money in (...)$/.exec(what)?.[1];
  const [ledger, statements] =
    currency === undefined
      ? [String(posted), String(said)]
      : [formatExact(posted, currency), formatExact(said, currency)];
  return { ledger, statements };
}

function addStatement(told: Sums, { period, lines }: StatementBody): void {
  for (const { side, kind, wallet, points, money, currency, correctionOf } of lines) {
    const month = correctionOf ?? period;
    const by = side === 'redeemed' ? ', by who took them' : '';
    // A debt that is repaid goes from one party to another: over all of them it is nothing, as in the ledger.
    add(told, keyOf(month, `${kind} of ${wallet}${by}`), BigInt(points));
    if (money !== null && currency !== null) add(told, keyOf(month, `money in ${currency}`), millionthsOf(money));
  }
}

function millionthsOf(exact: string): bigint {
  const [whole = '', decimals = ''] = exact.replace('-', '').split('.');
  const size = BigInt(whole + decimals.padEnd(6, '0'));
  return exact.startsWith('-') ? -size : size;
}

/** Where the bytes of a closed statement are not those that were closed, or not those that the ledger makes. */
function tornSeal(book: SettlementBook, statement: Statement, { sha256 }: CheckPorts) {
  const row = closedRow(book, statement);
  if (!row) return undefined;
  const now = sha256(JSON.stringify(statementBody(statement, closingOf(row))));
  const kept = sha256(row.body);
  if (kept === row.sha256 && now === row.sha256) return undefined;
  return {
    ledger: `computes ${now}`,
    statements: kept === row.sha256 ? `closed as ${kept}` : `closed as ${row.sha256}, kept as ${kept}`,
  };
}
