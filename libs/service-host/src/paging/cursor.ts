import { hostProblem } from '../errors/host-problem-codes.js';

/** Where a list goes on, opaque to the caller, so that what it is made of may change. */
export function encodeCursor(value: unknown): string {
  return Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
}

/** What it holds is the caller's to check: a cursor can be forged, so it must never grant anything. */
export function decodeCursor<T>(text: string): T {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch (cause) {
    throw hostProblem('invalid_cursor', {}, { cause });
  }
}
