import { decodeCursor, encodeCursor, formatInstant, Problem, toId } from '@loyalty/service-host';
import type { CloseRefusal } from '../../application/close-settlement.js';
import type { DrilledMovement } from '../../application/drill-down.js';
import type { DrillDown } from '../../application/ports.js';
import type { StatementBody } from '../../domain/statement.js';
import { analyticsProblemCodes } from './problem-codes.js';

export function problem(code: keyof typeof analyticsProblemCodes, extensions: Readonly<Record<string, unknown>> = {}) {
  return new Problem({ status: analyticsProblemCodes[code].status, code, extensions });
}

export function closeProblem({ refused, ...facts }: CloseRefusal): Problem {
  return problem(refused, facts);
}

export function entryBody({ side, kind, account, version, wallet, lot, points, redemption, ...at }: DrilledMovement) {
  return {
    side,
    kind,
    account: toId('acc', account),
    version,
    wallet,
    lot,
    points: Number(points),
    occurredAt: formatInstant(at.occurredAt),
    recordedAt: formatInstant(at.recordedAt),
    redemption,
  };
}

export function cursorAfter({ occurredAt, shard, position, part }: DrilledMovement): string {
  return encodeCursor([occurredAt, shard, position, part]);
}

export function readCursor(after: string | undefined): DrillDown['after'] {
  if (after === undefined) return null;
  const place: unknown = decodeCursor(after);
  if (!Array.isArray(place) || place.length !== 4 || !place.every(Number.isSafeInteger)) {
    throw new Problem({ status: 400, code: 'invalid_cursor' });
  }
  const [occurredAt, shard, position, part] = place as [number, number, number, number];
  return { occurredAt, shard, position, part };
}

const COLUMNS = [
  'settlement',
  'status',
  'side',
  'kind',
  'wallet',
  'points',
  'rate',
  'currency',
  'money',
  'correctionOf',
];

/** RFC 4180: the lines, then what is due by currency as lines of kind `due`, from the partner's side. */
export function csvOf({ id, status, lines, totals, wallets }: StatementBody): string {
  const rows: readonly (readonly unknown[])[] = [
    COLUMNS,
    ...wallets.map(({ wallet, opening }) => [id, status, 'issued', 'opening', wallet, opening, '', '', '', '']),
    ...lines.map(({ side, kind, wallet, points, rate, currency, money, correctionOf }) => [
      id,
      status,
      side,
      kind,
      wallet,
      points,
      rate ?? '',
      currency ?? '',
      money ?? '',
      correctionOf ?? '',
    ]),
    ...wallets.map(({ wallet, closing }) => [id, status, 'issued', 'closing', wallet, closing, '', '', '', '']),
    ...totals.map(({ currency, due, payer }) => [id, status, '', `due from ${payer}`, '', '', '', currency, due, '']),
  ];
  // Ids, numbers and words of ours: nothing in them needs quotes.
  return rows.map((row) => `${row.join(',')}\r\n`).join('');
}
