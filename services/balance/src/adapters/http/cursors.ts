import { decodeCursor, encodeCursor } from '@loyalty/service-host';
import type { LotPlace } from '../../application/ports.js';
import type { FeedPlace } from '../../application/read-feed.js';
import { invalidCursor } from './problems.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LOT_LENGTH_MAX = 200;

/** A cursor can be forged: what is in it must at least be of the right shape before it goes into a query. */
export function readVersionCursor(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const version = decodeCursor<unknown>(text);
  if (isSafeInteger(version) && version > 0) return version;
  throw invalidCursor();
}

export function readAccountCursor(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const account = decodeCursor<unknown>(text);
  if (typeof account === 'string' && UUID.test(account)) return account;
  throw invalidCursor();
}

export function readLotCursor(text: string | undefined): LotPlace | undefined {
  if (text === undefined) return undefined;
  const place = decodeCursor<unknown>(text);
  if (Array.isArray(place) && place.length === 2) {
    const [lot, expiresAt]: unknown[] = place;
    const isLot = typeof lot === 'string' && lot.length <= LOT_LENGTH_MAX && !lot.includes('\0');
    if (isLot && (expiresAt === null || isSafeInteger(expiresAt))) return { lot, expiresAt };
  }
  throw invalidCursor();
}

export function writeLotCursor({ lot, expiresAt }: LotPlace): string {
  return encodeCursor([lot, expiresAt]);
}

/** Whose turn it is, then the positions by shard. Whether the ledger has come so far is for the use case to say. */
export function readFeedCursor(text: string | undefined): FeedPlace | undefined {
  if (text === undefined) return undefined;
  const place = decodeCursor<unknown>(text);
  if (!Array.isArray(place) || !place.every(isNatural)) throw invalidCursor();
  const [turn, ...positions] = place;
  if (turn === undefined) throw invalidCursor();
  return { turn, positions };
}

export function writeFeedCursor({ turn, positions }: FeedPlace): string {
  return encodeCursor([turn, ...positions]);
}

function isNatural(value: unknown): value is number {
  return isSafeInteger(value) && value >= 0;
}

function isSafeInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
