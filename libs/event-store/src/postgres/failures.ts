import { errorCode } from '@loyalty/postgres';

const UNIQUE_VIOLATION = '23505';
const DEADLOCK = '40P01';

/** A key or a version was taken by somebody else, or two writers met the wrong way round: nothing was written. */
export function isTaken(error: unknown): boolean {
  const code = errorCode(error);
  return code === UNIQUE_VIOLATION || code === DEADLOCK;
}

/**
 * Whether the database answered at all. Anything else, a session that was ended from the other side included, leaves
 * open whether a commit that had been sent was done.
 */
export function isAnswer(error: unknown): boolean {
  const code = errorCode(error);
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('57P') && !code.startsWith('08');
}
