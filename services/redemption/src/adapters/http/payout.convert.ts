import { decodeCursor, encodeCursor, formatInstant, Problem } from '@loyalty/service-host';
import type { PayoutRow } from '../../application/payouts/payout-row.js';

export function payoutBody(row: PayoutRow) {
  const { version: _version, member, reward, wallet, points, requestedAt, approveBy, sentAt, endedAt, ...said } = row;
  return {
    ...said,
    member: { id: member },
    reward: { id: reward },
    points: { wallet, points: Number(points) },
    requestedAt: formatInstant(requestedAt),
    approveBy: orNull(approveBy),
    sentAt: orNull(sentAt),
    endedAt: orNull(endedAt),
  };
}

type Place = Pick<PayoutRow, 'requestedAt' | 'id'>;

export function cursorAfter({ requestedAt, id }: Place): string {
  return encodeCursor([requestedAt, id]);
}

/** @throws Problem `invalid_cursor` where it is none of ours. */
export function readCursor(after: string): Place {
  const place: unknown = decodeCursor(after);
  const [requestedAt, id] = Array.isArray(place) ? (place as readonly unknown[]) : [];
  if (typeof id === 'string' && typeof requestedAt === 'number' && !Number.isNaN(new Date(requestedAt).getTime()))
    return { requestedAt, id };
  throw new Problem({ status: 400, code: 'invalid_cursor' });
}

const orNull = (at: number | null): string | null => (at === null ? null : formatInstant(at));
