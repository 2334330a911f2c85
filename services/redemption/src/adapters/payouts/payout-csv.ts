import { formatInstant } from '@loyalty/service-host';
import type { PayoutRow } from '../../application/payouts/payout-row.js';

export const PAYOUT_COLUMNS = [
  'payout',
  'reference',
  'wallet',
  'points',
  'amount',
  'currency',
  'status',
  'requestedAt',
  'sentAt',
  'endedAt',
  'cause',
] as const;

/** A line for each, after the names of the columns; times in UTC, what there is not yet is empty. */
export function payoutCsv(rows: readonly PayoutRow[]): string {
  return [PAYOUT_COLUMNS.join(','), ...rows.map(lineOf)].map((line) => `${line}\r\n`).join('');
}

function lineOf(row: PayoutRow): string {
  const said: Readonly<Record<(typeof PAYOUT_COLUMNS)[number], string | null>> = {
    payout: row.id,
    reference: row.reference,
    wallet: row.wallet,
    points: row.points.toString(),
    amount: row.amount,
    currency: row.currency,
    status: row.status,
    requestedAt: formatInstant(row.requestedAt),
    sentAt: row.sentAt === null ? null : formatInstant(row.sentAt),
    endedAt: row.endedAt === null ? null : formatInstant(row.endedAt),
    cause: row.cause,
  };
  return PAYOUT_COLUMNS.map((column) => field(said[column] ?? '')).join(',');
}

/** What the provider says may begin as a formula does; a spreadsheet must take it for text. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
